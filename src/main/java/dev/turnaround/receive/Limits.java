package dev.turnaround.receive;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How many webhooks may come in: of an address before anything is known of them, so that a
/// stranger does not keep the processors busy with signatures; of a connection when they are
/// genuine, so that a hook that has gone wild leaves room for the others.
public final class Limits {
    private final Function<HttpServerRequest, String> senders;
    private final RateLimit addresses;
    private final RateLimit connections;

    /// Limits.
    ///
    /// @param senders tells from which address, or network, a request comes
    /// @param addressPerSecond 0 for any number
    /// @param connectionPerSecond 0 for any number
    public Limits(
            Function<HttpServerRequest, String> senders,
            int addressPerSecond,
            int connectionPerSecond,
            InstantSource clock) {
        this.senders = senders;
        this.addresses = new RateLimit(addressPerSecond, clock);
        this.connections = new RateLimit(connectionPerSecond, clock);
    }

    /// How long the sender has to wait; null for not at all.
    @Nullable Duration ofSender(HttpServerRequest request) {
        return addresses.pause(senders.apply(request));
    }

    /// How long senders to a connection have to wait; null for not at all.
    @Nullable Duration ofConnection(String id) {
        return connections.pause(id);
    }
}
