package dev.turnaround.ingest;

import dev.turnaround.store.Tally;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A page on its way into the database.
public final class Stored {
    private final FutureTask<Tally> task;
    private final @Nullable Thread writer;

    private Stored(FutureTask<Tally> task, @Nullable Thread writer) {
        this.task = task;
        this.writer = writer;
    }

    /// A page that is in it.
    public static Stored already(Tally tally) {
        var task = new FutureTask<>(() -> tally);
        task.run();
        return new Stored(task, null);
    }

    /// Begins to store a page: on a thread of the system, which shares the processors with what is
    /// live by time slices. A virtual one would keep one of them until the page is folded.
    static Stored begin(Callable<Tally> write) {
        var task = new FutureTask<>(write);
        return new Stored(task, Thread.ofPlatform().daemon().name("sheet").start(task));
    }

    /// What came of it, after its commit; waits for that. Who is interrupted waits until it is
    /// either stored or given up.
    ///
    /// @throws Unavailable when it cannot be stored now
    public Tally tally() {
        try {
            return result();
        } catch (InterruptedException closing) {
            giveUp();
            Thread.currentThread().interrupt();
            throw new Unavailable("the server is closing");
        }
    }

    /// Waits until it is either stored or given up.
    public void end() {
        try {
            task.get();
        } catch (ExecutionException given) {
            // Whoever wants to know asks for the tally.
            return;
        } catch (InterruptedException closing) {
            giveUp();
            Thread.currentThread().interrupt();
        }
    }

    /// Whether it is stored soon enough.
    ///
    /// @throws Unavailable when it could not be stored
    boolean within(Duration most) throws InterruptedException {
        try {
            task.get(most.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException failed) {
            throw new Unavailable("the page before could not be stored");
        }
    }

    private Tally result() throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException thrown -> throw thrown;
                case Error fatal -> throw fatal;
                case null, default -> throw new IllegalStateException(failed.getCause());
            }
        }
    }

    private void giveUp() {
        var working = writer;
        if (working == null) {
            return;
        }
        working.interrupt();
        try {
            working.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
