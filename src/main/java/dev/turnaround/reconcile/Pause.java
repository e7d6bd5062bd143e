package dev.turnaround.reconcile;

import java.time.Duration;

/// Lets time pass.
@FunctionalInterface
public interface Pause {
    /// Sleeps for real.
    Pause REAL = Thread::sleep;

    void of(Duration duration) throws InterruptedException;
}
