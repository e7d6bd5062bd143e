package dev.turnaround.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that goes on when it is told to.
public final class HandClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-21T09:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    /// Lets time pass.
    public void pass(Duration time) {
        now = now.plus(time);
    }
}
