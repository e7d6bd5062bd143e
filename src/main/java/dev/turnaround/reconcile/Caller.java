package dev.turnaround.reconcile;

import dev.turnaround.provider.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Calls an API with the patience of a run: limits are waited for however long they last, an outage
/// for some minutes.
final class Caller {
    /// Five minutes in all; an outage that lasts longer is for the next run.
    private static final List<Duration> OUTAGE =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(40),
                    Duration.ofSeconds(80),
                    Duration.ofSeconds(160));

    private static final Duration LIMIT_MIN = Duration.ofSeconds(1);
    private static final Duration JITTER_MAX = Duration.ofSeconds(5);

    private final Watch watch;
    private final InstantSource clock;
    private final RandomGenerator jitter;

    /// A caller.
    ///
    /// @param jitter spreads those who were told to wait until the same moment
    Caller(Watch watch, InstantSource clock, RandomGenerator jitter) {
        this.watch = watch;
        this.clock = clock;
        this.jitter = jitter;
    }

    /// The answer.
    ///
    /// @throws ApiFailure other than a limit
    /// @throws Stopped when the run may not go on
    <T> T ask(Supplier<T> call) {
        var outages = 0;
        while (true) {
            watch.look();
            try {
                return call.get();
            } catch (ApiFailure.Limited limited) {
                watch.waitUntil(later(limited), String.valueOf(limited.getMessage()));
            } catch (ApiFailure.Away away) {
                if (outages == OUTAGE.size()) {
                    throw away;
                }
                var pause = OUTAGE.get(outages++);
                watch.waitUntil(
                        clock.instant().plus(pause).plus(jitter(pause.dividedBy(4))),
                        String.valueOf(away.getMessage()));
            }
        }
    }

    private Instant later(ApiFailure.Limited limited) {
        var soonest = clock.instant().plus(LIMIT_MIN);
        var until = limited.until().isBefore(soonest) ? soonest : limited.until();
        return until.plus(jitter(JITTER_MAX));
    }

    private Duration jitter(Duration most) {
        return Duration.ofMillis(jitter.nextLong(most.toMillis() + 1));
    }
}
