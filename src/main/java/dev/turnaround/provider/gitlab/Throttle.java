package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Limits;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How GitLab says that it wants fewer calls: 429, with `Retry-After` or the moment of the reset,
/// or, as several of its limiters do, with neither and a text that administrators may change.
///
/// <https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/#response-headers>
final class Throttle implements Limits {
    /// The period of gitlab.com's limits.
    private static final Duration UNTOLD = Duration.ofMinutes(1);

    /// No limit of GitLab's has a longer period; whoever says so has another clock than we have.
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final int TOO_MANY = 429;

    @Override
    public ApiFailure.@Nullable Limited limited(Answer answer, Instant now) {
        return answer.status() == TOO_MANY
                ? new ApiFailure.Limited(now.plus(pause(answer)), "GitLab wants fewer calls")
                : null;
    }

    /// Both ends of the pause are by GitLab's clock, which need not be ours.
    private static Duration pause(Answer answer) {
        var after = number(answer.header("retry-after"));
        var reset = number(answer.header("ratelimit-reset"));
        var seconds =
                after != null
                        ? after
                        : reset != null ? (Long) (reset - answer.at().getEpochSecond()) : null;
        if (seconds == null || seconds < 0) {
            return UNTOLD;
        }
        var pause = Duration.ofSeconds(Math.max(1, seconds));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }

    private static @Nullable Long number(@Nullable String header) {
        try {
            return header == null ? null : (Long) Long.parseLong(header.strip());
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
