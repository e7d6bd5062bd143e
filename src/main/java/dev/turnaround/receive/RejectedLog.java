package dev.turnaround.receive;

import dev.turnaround.ingest.Arrival;
import dev.turnaround.ingest.Arrivals;
import dev.turnaround.store.DeliveryVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Writes rejected deliveries into the delivery log, at most one a second for each connection: an
/// administrator must see that a secret is wrong, and a stranger must not be able to fill the disk.
/// The metrics count them all.
final class RejectedLog {
    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);

    private final Arrivals arrivals;
    private final Map<String, Instant> last = new ConcurrentHashMap<>();

    RejectedLog(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    /// @param connection a connection that exists, so that the map stays as small as their number
    void note(String connection, Instant at, String why) {
        var noted = last.merge(connection, at, (before, now) -> due(before, now) ? now : before);
        if (noted.equals(at)) {
            // Headers of a stranger are not worth keeping: neither id nor event.
            arrivals.submit(
                    new Arrival(
                            connection,
                            null,
                            null,
                            null,
                            at,
                            Arrival.nothing(DeliveryVerdict.REJECTED, why)));
        }
    }

    private static boolean due(Instant before, Instant now) {
        return Duration.between(before, now).compareTo(AT_MOST_EVERY) >= 0;
    }
}
