package dev.turnaround.reconcile;

import dev.turnaround.provider.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until somebody moves it; pauses move it.
final class TestClock implements InstantSource, Pause {
    private final AtomicReference<Instant> now;

    TestClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public void of(Duration duration) {
        now.updateAndGet(before -> before.plus(duration));
    }
}
