package dev.turnaround.receive;

import dev.turnaround.ingest.Arrival;
import dev.turnaround.ingest.Unavailable;
import dev.turnaround.store.DeliveryVerdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Looks again at what has waited in a log: what was wanted when it came may have been left out, or
/// even erased, since then, and must not come back that way.
public final class Belated implements UnaryOperator<Arrival> {
    /// Another process may take deliveries of a connection that this one has not heard of; it looks
    /// every 30 s.
    private static final Duration HEARD_OF_WITHIN = Duration.ofMinutes(1);

    private final Function<String, @Nullable Connection> connections;
    private final InstantSource clock;

    /// Looks by what is selected now.
    ///
    /// @param connections gives the connection of an id, or null
    public Belated(Function<String, @Nullable Connection> connections, InstantSource clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /// The arrival as it is to be stored now.
    ///
    /// @throws Unavailable when its connection may become known yet
    @Override
    public Arrival apply(Arrival arrival) {
        if (!(arrival.content() instanceof Arrival.News(var change))) {
            return arrival;
        }
        var connection = connections.apply(arrival.connection());
        if (connection != null) {
            return arrival.saying(connection.wanted(change));
        }
        if (clock.instant().isBefore(arrival.receivedAt().plus(HEARD_OF_WITHIN))) {
            throw new Unavailable("its connection is not known yet");
        }
        return arrival.saying(
                Arrival.nothing(DeliveryVerdict.SKIPPED, "the connection was removed"));
    }
}
