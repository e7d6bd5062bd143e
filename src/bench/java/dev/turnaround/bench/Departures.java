package dev.turnaround.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/// When the latest requests were due, by the number in their GUID: whoever sees one come out at the
/// other end can tell how long it was under way.
final class Departures {
    private static final int LATEST = 1 << 20;

    private final AtomicLongArray nanos = new AtomicLongArray(LATEST);

    void note(long guid, long dueNanos) {
        nanos.lazySet((int) (guid & (LATEST - 1)), dueNanos);
    }

    /// When a request was due, in [System#nanoTime]; 0 when it did not depart.
    long of(long guid) {
        return nanos.get((int) (guid & (LATEST - 1)));
    }
}
