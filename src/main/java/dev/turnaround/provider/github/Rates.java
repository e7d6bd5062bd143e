package dev.turnaround.provider.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// How GitHub says that it wants fewer calls: by `retry-after`, else by the end of the hour's
/// quota, else by words alone, after which one waits a minute, and longer each time.
///
/// <https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit>
final class Rates implements Limits {
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;
    private static final int OK = 200;
    private static final Duration UNTOLD = Duration.ofSeconds(60);
    private static final int DOUBLINGS_MAX = 4;
    private static final Duration LONGEST = Duration.ofHours(2);

    /// Times are cut to seconds, so that a second too early is easily got.
    private static final Duration GRAIN = Duration.ofSeconds(1);

    private final AtomicInteger untoldInARow = new AtomicInteger();

    /// A 403 is as often a missing right as it is a limit, and the words differ.
    @Override
    public ApiFailure.@Nullable Limited limited(Answer answer, Instant now) {
        if (answer.status() == OK) {
            untoldInARow.set(0);
        }
        var refused = answer.status() == FORBIDDEN || answer.status() == TOO_MANY;
        return refused && isLimit(answer) ? limit(answer, now) : null;
    }

    private static boolean isLimit(Answer answer) {
        if (answer.status() == TOO_MANY || answer.header("retry-after") != null || spent(answer)) {
            return true;
        }
        return speaksOfLimit(new String(answer.body(), UTF_8));
    }

    /// Whether a message is about a limit.
    static boolean speaksOfLimit(String message) {
        var words = message.toLowerCase(Locale.ROOT);
        return words.contains("rate limit") || words.contains("abuse detection");
    }

    /// The limit that an answer is about, which may be a 200 in GraphQL.
    ///
    /// @param now by our clock; GitHub's own differs, and only differences are used of it
    ApiFailure.Limited limit(Answer answer, Instant now) {
        var after = number(answer.header("retry-after"));
        if (after != null) {
            return limited(now, Duration.ofSeconds(after), "GitHub asks for a pause");
        }
        var reset = number(answer.header("x-ratelimit-reset"));
        if (spent(answer) && reset != null) {
            var rest = Duration.between(answer.at(), Instant.ofEpochSecond(reset));
            return limited(
                    now,
                    rest.isNegative() ? GRAIN : rest.plus(GRAIN),
                    "the hour's quota of calls to GitHub is used up");
        }
        var doublings = Math.min(untoldInARow.getAndIncrement(), DOUBLINGS_MAX);
        return limited(now, UNTOLD.multipliedBy(1L << doublings), "GitHub wants fewer calls");
    }

    private static ApiFailure.Limited limited(Instant now, Duration wait, String why) {
        return new ApiFailure.Limited(now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait), why);
    }

    private static boolean spent(Answer answer) {
        return "0".equals(answer.header("x-ratelimit-remaining"));
    }

    private static @Nullable Long number(@Nullable String header) {
        try {
            return header == null ? null : (Long) Math.max(0, Long.parseLong(header.strip()));
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
