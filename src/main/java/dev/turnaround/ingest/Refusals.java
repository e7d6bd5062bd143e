package dev.turnaround.ingest;

import dev.turnaround.store.Refusal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Remembers since when and until when deliveries of a connection were refused, until that can be
/// written down for reconciliation to read the time again.
final class Refusals {
    private final Map<String, Refusal> open = new HashMap<>();

    /// Notes an arrival, unless it still stands in a log and comes again from there.
    void note(Arrival arrival) {
        if (arrival.entry() == null) {
            note(arrival.connection(), arrival.receivedAt());
        }
    }

    synchronized void note(String connection, Instant at) {
        open.merge(
                connection,
                new Refusal(connection, at, at, 1),
                (known, one) ->
                        new Refusal(
                                connection,
                                at.isBefore(known.from()) ? at : known.from(),
                                at.isAfter(known.to()) ? at : known.to(),
                                known.deliveries() + one.deliveries()));
    }

    synchronized boolean isEmpty() {
        return open.isEmpty();
    }

    /// Takes all out.
    synchronized Collection<Refusal> take() {
        var taken = List.copyOf(open.values());
        open.clear();
        return taken;
    }
}
