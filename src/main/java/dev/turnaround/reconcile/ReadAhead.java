package dev.turnaround.reconcile;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Page;
import dev.turnaround.trace.Span;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns the pages of a list, and has the next one read while the one at hand is dealt with.
///
/// One page ahead and no more: an API is asked for one at a time. Threads of reconciliation are the
/// system's and not virtual: a page is work for milliseconds, in which a virtual thread would let
/// what is live wait for its processor.
final class ReadAhead<T> implements AutoCloseable {
    private final Function<@Nullable String, Page<T>> list;
    private @Nullable FutureTask<Page<T>> coming;
    private @Nullable Thread reader;

    /// Begins to read.
    ///
    /// @param list reads the page at a cursor; called on another thread, one call at a time
    /// @param first where to begin; null for the beginning
    ReadAhead(Function<@Nullable String, Page<T>> list, @Nullable String first) {
        this.list = list;
        begin(first);
    }

    /// The next page; waits for it.
    ///
    /// @return null after the last one
    /// @throws ApiFailure as reading does, and [Stopped] when the run may not go on: also when this
    ///   thread is interrupted
    @Nullable Page<T> next() {
        var asked = coming;
        if (asked == null) {
            return null;
        }
        var page = read(asked);
        if (page.next() == null) {
            coming = null;
        } else {
            begin(page.next());
        }
        return page;
    }

    private void begin(@Nullable String cursor) {
        var task = new FutureTask<>(() -> list.apply(cursor));
        coming = task;
        var span = Span.current();
        reader = Thread.ofPlatform().daemon().name("sync-ahead").start(() -> span.run(task));
    }

    private Page<T> read(FutureTask<Page<T>> task) {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            switch (Objects.requireNonNull(failed.getCause())) {
                case RuntimeException thrown -> throw thrown;
                case Error fatal -> throw fatal;
                case Throwable checked -> throw new IllegalStateException(checked);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new Stopped(Stopped.Because.CLOSING);
        }
    }

    /// Gives up the page that is being read, if there is one, and waits until nobody reads.
    @Override
    public void close() {
        var last = reader;
        if (last == null) {
            return;
        }
        last.interrupt();
        try {
            last.join();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
