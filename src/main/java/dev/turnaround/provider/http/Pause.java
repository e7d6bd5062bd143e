package dev.turnaround.provider.http;

import java.time.Duration;

/// Lets time pass between two tries.
@FunctionalInterface
public interface Pause {
    /// Sleeps for real.
    Pause REAL = Thread::sleep;

    void of(Duration duration) throws InterruptedException;
}
