package dev.turnaround.receive;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets so many a second through in the long run, of each key, and [#BURST] worth of them at once.
///
/// Of each key one number is kept: when it would be through with what it was let through, were it
/// to keep to its rate. <https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm>
///
/// Each process counts for itself. Memory is bounded: the keys that were quiet for longest are
/// forgotten first. From any thread.
final class RateLimit {
    static final Duration BURST = Duration.ofSeconds(10);
    static final int KEYS_MAX = 50_000;

    private static final long BURST_NANOS = BURST.toNanos();

    private final long intervalNanos;
    private final InstantSource clock;
    private final Map<String, Long> throughAt = new Recent();

    /// @param perSecond 0 for any number
    RateLimit(int perSecond, InstantSource clock) {
        this.intervalNanos = perSecond == 0 ? 0 : Duration.ofSeconds(1).toNanos() / perSecond;
        this.clock = clock;
    }

    /// Counts one more.
    ///
    /// @return null when it may go through, else how long until one may, and then it was not
    ///   counted
    @Nullable Duration pause(String key) {
        if (intervalNanos == 0) {
            return null;
        }
        var now = nanos(clock.instant());
        synchronized (throughAt) {
            // Never further ahead than the burst, or a clock that is set back would shut it out.
            var from = Math.clamp(throughAt.getOrDefault(key, now), now, now + BURST_NANOS);
            var to = from + intervalNanos;
            if (to - now > BURST_NANOS) {
                throughAt.put(key, from);
                return Duration.ofNanos(to - now - BURST_NANOS);
            }
            throughAt.put(key, to);
            return null;
        }
    }

    int size() {
        synchronized (throughAt) {
            return throughAt.size();
        }
    }

    private static long nanos(Instant at) {
        return at.getEpochSecond() * 1_000_000_000 + at.getNano();
    }

    /// Forgets what was used longest ago.
    private static final class Recent extends LinkedHashMap<String, Long> {
        private static final long serialVersionUID = 1;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > KEYS_MAX;
        }
    }
}
