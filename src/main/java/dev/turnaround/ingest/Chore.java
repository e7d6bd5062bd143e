package dev.turnaround.ingest;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Work in the background that is done when somebody says that there is some, step by step, and
/// looked for now and then when nobody does: another process may have died with it.
final class Chore implements Runnable {
    private final BooleanSupplier step;
    private final Duration lookAnyway;
    private final Consumer<RuntimeException> failed;
    private final Runnable end;
    private final Semaphore wanted = new Semaphore(0);
    private volatile boolean closing;

    /// @param step goes one step on; false when there was nothing to do
    /// @param lookAnyway so long it waits to be woken
    /// @param failed told of a step that failed, unless it did because the end has come; the step
    ///   is tried again after `lookAnyway`
    /// @param end called last, on the thread that runs this
    Chore(
            BooleanSupplier step,
            Duration lookAnyway,
            Consumer<RuntimeException> failed,
            Runnable end) {
        this.step = step;
        this.lookAnyway = lookAnyway;
        this.failed = failed;
        this.end = end;
    }

    /// Says that there is something. From any thread.
    void wake() {
        wanted.release();
    }

    /// Lets it end after the step in hand.
    void close() {
        closing = true;
        wake();
    }

    @Override
    public void run() {
        try {
            while (!closing) {
                work();
                if (wanted.tryAcquire(lookAnyway.toMillis(), TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                }
            }
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        } finally {
            end.run();
        }
    }

    private void work() {
        try {
            var more = true;
            while (more && !closing) {
                more = step.getAsBoolean();
            }
        } catch (RuntimeException failure) {
            if (!closing) {
                failed.accept(failure);
            }
        }
    }
}
