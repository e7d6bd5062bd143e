package dev.turnaround.provider.bitbucket;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Limits;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// How Cloud says that it wants fewer calls: with 429, and with headers that come in several forms
/// or not at all.
///
/// <https://support.atlassian.com/bitbucket-cloud/docs/api-request-limits/>
final class CloudLimits implements Limits {
    private static final int TOO_MANY = 429;

    /// Calls are counted over the hour before each of them, so nothing takes longer to pass.
    private static final Duration WAIT_MAX = Duration.ofHours(1);

    /// Where it does not say: some calls come back with every minute.
    private static final Duration WAIT_USUAL = Duration.ofMinutes(5);

    private static final Duration WAIT_MIN = Duration.ofSeconds(1);

    @Override
    public ApiFailure.@Nullable Limited limited(Answer answer, Instant now) {
        if (answer.status() != TOO_MANY) {
            return null;
        }
        return new ApiFailure.Limited(
                now.plus(bounded(wait(answer))),
                "Bitbucket's limit of requests within an hour is reached");
    }

    private static Duration wait(Answer answer) {
        var after = answer.header("retry-after");
        var wait = after == null ? null : seconds(after);
        if (after != null && wait == null) {
            wait = untilDate(after, answer.at());
        }
        if (wait != null) {
            return wait;
        }
        // Seconds that remain, not a moment, whatever others mean by the name.
        var reset = answer.header("x-ratelimit-reset");
        var remaining = reset == null ? null : seconds(reset);
        return remaining == null ? WAIT_USUAL : remaining;
    }

    private static @Nullable Duration seconds(String text) {
        try {
            return Duration.ofSeconds(Long.parseLong(text.strip()));
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /// @param at when it was said, by the same clock
    private static @Nullable Duration untilDate(String text, Instant at) {
        try {
            var until = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            return Duration.between(at, until.toInstant());
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.compareTo(WAIT_MIN) < 0) {
            return WAIT_MIN;
        }
        return wait.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wait;
    }
}
