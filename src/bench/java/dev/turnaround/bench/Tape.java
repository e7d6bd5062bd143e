package dev.turnaround.bench;

import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.SimulatedApi;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What an API answered once, played again when it is asked the same: making up the answers is no
/// part of what is measured.
final class Tape implements SimulatedApi {
    private final SimulatedApi api;
    private final Map<Question, ApiReply> replies = new ConcurrentHashMap<>();
    private final AtomicLong played = new AtomicLong();
    private final AtomicLong recorded = new AtomicLong();

    private record Question(
            String method, String path, Map<String, List<String>> query, String body) {}

    /// An empty tape that records an API.
    Tape(SimulatedApi api) {
        this.api = api;
    }

    /// How many answers came from the tape.
    long played() {
        return played.get();
    }

    /// How many did not.
    long recorded() {
        return recorded.get();
    }

    @Override
    public ApiReply answer(ApiRequest request, URI base, Instant now) {
        var question =
                new Question(request.method(), request.path(), request.query(), request.body());
        var known = replies.get(question);
        if (known != null) {
            played.incrementAndGet();
            return known;
        }
        recorded.incrementAndGet();
        var reply = api.answer(request, base, now);
        replies.put(question, reply);
        return reply;
    }
}
