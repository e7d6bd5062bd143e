package dev.turnaround.simulator.world;

import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.bitbucket.BitbucketErrors;
import dev.turnaround.simulator.github.GitHubReplies;
import dev.turnaround.simulator.gitlab.GitLabApi;
import dev.turnaround.simulator.jira.JiraReplies;
import dev.turnaround.simulator.play.Scene;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// An API on a bad day: it stumbles, says nothing at all, breaks off in the middle of an answer,
/// wants fewer calls, is away for a while, and for a while knows nobody, because the token has
/// expired and nobody has put another in its place. From a given moment on it is well.
public final class FaultyApi implements SimulatedApi {
    private static final int PERCENT = 100;
    private static final Duration OUTAGE_MAX = Duration.ofMinutes(40);
    private static final Duration BLIND_MAX = Duration.ofHours(8);
    private static final List<Integer> STUMBLES = List.of(500, 502, 503, 504);

    private final SimulatedApi api;
    private final Scene scene;
    private final Random random;
    private final int percent;
    private final Instant wellFrom;
    private Instant awayUntil = Instant.MIN;
    private Instant blindUntil = Instant.MIN;
    private @Nullable Limit limit;
    private long answered;
    private long failed;

    /// Who is told to wait and asks all the same is told so again.
    private record Limit(Instant until, ApiReply reply) {}

    /// An API with faults.
    ///
    /// @param scene whose limits it has
    /// @param percent how many of a hundred calls fail
    /// @param wellFrom when they stop
    public FaultyApi(SimulatedApi api, Scene scene, long seed, int percent, Instant wellFrom) {
        this.api = api;
        this.scene = scene;
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
        var trouble = lasting(now);
        if (trouble == null && random.nextInt(PERCENT) < percent) {
            trouble = sudden(request, base, now);
        }
        if (trouble == null) {
            return api.answer(request, base, now);
        }
        failed++;
        return trouble;
    }

    private @Nullable ApiReply lasting(Instant now) {
        if (now.isBefore(blindUntil)) {
            return unknown();
        }
        if (now.isBefore(awayUntil)) {
            return stumble();
        }
        return limit != null && now.isBefore(limit.until()) ? limit.reply() : null;
    }

    private ApiReply sudden(ApiRequest request, URI base, Instant now) {
        return switch (random.nextInt(10)) {
            case 0, 1 -> stumble();
            case 2, 3 -> ApiReply.NONE;
            case 4, 5 -> cut(api.answer(request, base, now));
            case 6, 7 -> {
                limit = limited(request, now);
                yield limit.reply();
            }
            case 8 -> {
                awayUntil = now.plus(some(OUTAGE_MAX));
                yield stumble();
            }
            default -> {
                blindUntil = now.plus(some(BLIND_MAX));
                yield unknown();
            }
        };
    }

    private Duration some(Duration most) {
        return Duration.ofSeconds(random.nextLong(most.toSeconds()));
    }

    private static ApiReply unknown() {
        return ApiReply.json(401, "{\"message\":\"Bad credentials\"}");
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

    /// The provider's own words for it.
    private Limit limited(ApiRequest request, Instant now) {
        var wait = Duration.ofSeconds(30).plus(some(Duration.ofMinutes(10)));
        var until = now.plus(wait);
        return switch (scene) {
            case GITHUB -> new Limit(until, gitHub(request, until));
            case GITLAB ->
                    random.nextBoolean()
                            ? new Limit(until, GitLabApi.limited(until, now))
                            : new Limit(now, GitLabApi.limitedWithoutHeaders());
            case BITBUCKET ->
                    switch (random.nextInt(3)) {
                        case 0 -> new Limit(until, BitbucketErrors.limited(wait));
                        case 1 -> new Limit(until, BitbucketErrors.limitedUntil(until));
                        default -> new Limit(now, BitbucketErrors.limited());
                    };
            case JIRA ->
                    random.nextBoolean()
                            ? new Limit(until, JiraReplies.burst(wait))
                            : new Limit(now, JiraReplies.quota(now));
        };
    }

    private ApiReply gitHub(ApiRequest request, Instant until) {
        if (random.nextBoolean()) {
            return GitHubReplies.secondaryLimit(60);
        }
        return request.path().endsWith("/graphql")
                ? GitHubReplies.graphQlRateLimited(until)
                : GitHubReplies.rateLimited(until);
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
