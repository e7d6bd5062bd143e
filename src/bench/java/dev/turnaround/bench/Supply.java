package dev.turnaround.bench;

import java.nio.ByteBuffer;

/// Where the requests of a phase come from. Used by one thread.
interface Supply {
    /// The next request under a GUID that was not used before.
    ///
    /// @param due when it is to be sent, in [System#nanoTime]
    /// @param departures where that is written down
    ByteBuffer next(long due, Departures departures);
}
