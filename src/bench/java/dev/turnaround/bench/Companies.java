package dev.turnaround.bench;

import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.demo.Story;
import dev.turnaround.simulator.play.Posted;
import dev.turnaround.simulator.play.Scene;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Companies on GitHub, a connection each, whose life goes on for as long as anybody asks: pull
/// requests are opened, reviewed and merged, hundreds at the same time in each of them.
///
/// What has ended is forgotten, so that a day of it needs no more memory than a minute. All begin
/// in the middle of their lives: how many are open hardly changes any more.
final class Companies {
    private static final Story.Scale SCALE = new Story.Scale(20, 560, 600);
    private static final long SEED = 20_261_121;

    private final String secret;
    private final Duration step;
    private final Random random = new Random(SEED);
    private final List<Company> companies = new ArrayList<>();
    private final Deque<Sent> ahead = new ArrayDeque<>();
    private Instant now;

    private record Company(String connection, Story story) {}

    /// A webhook and the connection that it is for.
    private record Sent(String connection, WebhookRequest request) {}

    /// Companies whose acts follow from a moment on.
    ///
    /// @param step how much time there is between one act and the next, of whichever company
    Companies(int count, Instant begin, Duration step, String secret) {
        this.secret = secret;
        this.step = step;
        now = begin;
        for (var index = 0; index < count; index++) {
            companies.add(new Company("acme-" + index, grown(SEED + index)));
        }
    }

    private Story grown(long seed) {
        var story = new Story(seed, () -> now, Map.of(Scene.GITHUB, secret), SCALE);
        story.forgetWhatEnds();
        story.past();
        while (story.openCount() < SCALE.openFew()) {
            now = now.plus(step);
            story.act();
        }
        return story;
    }

    /// The connections that it takes.
    List<String> connections() {
        return companies.stream().map(Company::connection).toList();
    }

    /// The next delivery.
    ///
    /// @param server any address of the server that it is for
    /// @param memory makes a buffer of a size
    Prepared next(URI server, IntFunction<ByteBuffer> memory) {
        while (ahead.isEmpty()) {
            now = now.plus(step);
            var company = companies.get(random.nextInt(companies.size()));
            company.story.act().stream()
                    .map(Posted::request)
                    .forEach(request -> ahead.add(new Sent(company.connection, request)));
        }
        var sent = ahead.remove();
        var target = server.resolve("/webhooks/" + sent.connection);
        return Prepared.of(sent.request, target, memory);
    }

    /// The next deliveries, off the heap.
    Load next(URI server, int count) {
        return new Load(
                IntStream.range(0, count)
                        .mapToObj(_ -> next(server, ByteBuffer::allocateDirect))
                        .toList());
    }
}
