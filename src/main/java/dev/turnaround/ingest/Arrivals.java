package dev.turnaround.ingest;

import io.vertx.core.Future;
import java.time.Instant;

/// Where the door hands over what it has read. It answers its sender by what becomes of the future.
public interface Arrivals {
    /// Takes an arrival in.
    ///
    /// @return what became of it, once it cannot get lost any more, on the caller's context; fails
    ///   with [Unavailable] when it cannot be kept now
    Future<Outcome> submit(Arrival arrival);

    /// Says that something genuine was turned away before it came here, so that what it told is
    /// read by the API. From any thread.
    void missed(String connection, Instant receivedAt);
}
