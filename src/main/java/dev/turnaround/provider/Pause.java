package dev.turnaround.provider;

import java.time.Duration;

/// Lets time pass: between two tries, or until a limit ends.
@FunctionalInterface
public interface Pause {
    /// Sleeps for real.
    Pause REAL = Thread::sleep;

    void of(Duration duration) throws InterruptedException;
}
