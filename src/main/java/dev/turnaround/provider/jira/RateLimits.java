package dev.turnaround.provider.jira;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Limits;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// How Jira says that it wants fewer calls: with 429, or with 503 and a time to come back.
///
/// `Retry-After` comes first, in seconds. `X-RateLimit-Reset` is a date, not a number as elsewhere.
/// A quota without either is good again at the next full hour.
/// <https://developer.atlassian.com/cloud/jira/platform/rate-limiting/>
final class RateLimits implements Limits {
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final Duration BURST = Duration.ofSeconds(10);
    // Data Center says 0 when the next token is less than a second away.
    private static final Duration WAIT_MIN = Duration.ofSeconds(1);
    // Whatever a header says: nobody waits for days because of a slip.
    private static final Duration WAIT_MAX = Duration.ofHours(2);

    @Override
    public ApiFailure.@Nullable Limited limited(Answer answer, Instant now) {
        var seconds = seconds(answer.header("retry-after"));
        if (answer.status() == UNAVAILABLE && seconds != null) {
            return new ApiFailure.Limited(
                    now.plus(within(seconds)), "Jira is not available for a while");
        }
        if (answer.status() != TOO_MANY) {
            return null;
        }
        var reason = answer.header("ratelimit-reason");
        return new ApiFailure.Limited(
                now.plus(within(wait(seconds, reason, answer, now))), why(reason));
    }

    private static Duration wait(
            @Nullable Duration seconds, @Nullable String reason, Answer answer, Instant now) {
        if (seconds != null) {
            return seconds;
        }
        var reset = reset(answer.header("x-ratelimit-reset"));
        if (reset != null && reset.isAfter(now)) {
            return Duration.between(now, reset);
        }
        return isQuota(reason)
                ? Duration.between(now, now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS))
                : BURST;
    }

    private static boolean isQuota(@Nullable String reason) {
        return reason != null && reason.startsWith("jira-quota");
    }

    private static String why(@Nullable String reason) {
        if (isQuota(reason)) {
            return "the hour's quota of calls to Jira is used up";
        }
        return "Jira wants fewer calls at a time";
    }

    private static Duration within(Duration wait) {
        if (wait.compareTo(WAIT_MIN) < 0) {
            return WAIT_MIN;
        }
        return wait.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wait;
    }

    private static @Nullable Duration seconds(@Nullable String header) {
        try {
            return header == null ? null : Duration.ofSeconds(Long.parseLong(header.strip()));
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static @Nullable Instant reset(@Nullable String header) {
        try {
            return header == null ? null : OffsetDateTime.parse(header.strip()).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }
}
