package dev.turnaround.receive;

import java.time.Duration;

/// What the door counts.
public interface Counts {
    /// A delivery was answered.
    ///
    /// @param provider the word for its provider
    /// @param verdict what became of it
    /// @param took from the last byte until the answer
    void answered(String provider, String verdict, Duration took);

    /// A webhook was turned away because there were too many.
    ///
    /// @param limit which limit it met: `address` or `connection`
    void limited(String limit);
}
