package dev.turnaround.simulator.world;

import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.SimulatedApi;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// An API on a bad day: it stumbles, breaks off in the middle of an answer, wants fewer calls, and
/// for a while knows nobody. From a given moment on it is well.
public final class FaultyApi implements SimulatedApi {
    private static final int PERCENT = 100;
    private static final Duration BLIND_LENGTH = Duration.ofMinutes(90);
    private static final List<Integer> STUMBLES = List.of(500, 502, 503, 504);

    private final SimulatedApi api;
    private final Random random;
    private final int percent;
    private final Instant wellFrom;
    private @Nullable Instant blindUntil;
    private long answered;
    private long failed;

    /// An API with faults.
    ///
    /// @param percent how many of a hundred calls fail
    /// @param wellFrom when they stop
    public FaultyApi(SimulatedApi api, long seed, int percent, Instant wellFrom) {
        this.api = api;
        this.random = new Random(seed);
        this.percent = percent;
        this.wellFrom = wellFrom;
    }

    @Override
    public synchronized ApiReply answer(ApiRequest request, URI base, Instant now) {
        answered++;
        if (!now.isBefore(wellFrom)) {
            return api.answer(request, base, now);
        }
        if (blindUntil != null && now.isBefore(blindUntil)) {
            failed++;
            return ApiReply.json(401, "{\"message\":\"Bad credentials\"}");
        }
        if (random.nextInt(PERCENT) >= percent) {
            return api.answer(request, base, now);
        }
        failed++;
        return switch (random.nextInt(6)) {
            case 0, 1 -> stumble();
            case 2, 3 -> cut(api.answer(request, base, now));
            case 4 -> limited();
            default -> {
                blindUntil = now.plus(BLIND_LENGTH);
                yield ApiReply.json(401, "{\"message\":\"Bad credentials\"}");
            }
        };
    }

    private ApiReply stumble() {
        var status = STUMBLES.get(random.nextInt(STUMBLES.size()));
        return new ApiReply(
                status, Map.of("content-type", "text/html"), "<html>" + status + "</html>");
    }

    /// Well-formed as HTTP, and no whole JSON.
    private ApiReply cut(ApiReply whole) {
        var length = whole.body().length();
        return new ApiReply(
                whole.status(),
                whole.headers(),
                whole.body().substring(0, length < 2 ? 0 : random.nextInt(length - 1)));
    }

    private static ApiReply limited() {
        return ApiReply.json(429, "{\"message\":\"Too many requests\"}").with("retry-after", "60");
    }

    /// How many calls there were.
    public synchronized long answered() {
        return answered;
    }

    /// How many of them failed here.
    public synchronized long failed() {
        return failed;
    }
}
