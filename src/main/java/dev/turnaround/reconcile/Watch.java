package dev.turnaround.reconcile;

import dev.turnaround.store.SyncLogLine.Level;
import dev.turnaround.store.SyncPhase;
import dev.turnaround.store.SyncRun;
import dev.turnaround.store.SyncState;
import dev.turnaround.trace.Attribute;
import dev.turnaround.trace.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Watches over one run: whether it may go on, what its log says, who hears of it.
final class Watch {
    /// How long somebody who cancels a run that waits has to wait for it.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private static final long TELL_EVERY_NANOS = Duration.ofMillis(300).toNanos();

    private final Means means;
    private final UUID id;
    private final BooleanSupplier stillOurs;
    private long toldAtNanos = System.nanoTime() - TELL_EVERY_NANOS;

    /// A watch.
    ///
    /// @param stillOurs whether the right to work on the run is still held
    Watch(Means means, UUID id, BooleanSupplier stillOurs) {
        this.means = means;
        this.id = id;
        this.stillOurs = stillOurs;
    }

    /// The run as it stands, if it may go on.
    ///
    /// @throws Stopped when it may not
    SyncRun look() {
        if (means.closing().getAsBoolean()) {
            throw new Stopped(Stopped.Because.CLOSING);
        }
        if (!stillOurs.getAsBoolean()) {
            throw new Stopped(Stopped.Because.RIGHT_LOST);
        }
        var run = means.journal().run(id);
        if (run.state().ended()) {
            // Somebody else had the right while we did not notice that we had lost it.
            throw new Stopped(Stopped.Because.RIGHT_LOST);
        }
        if (run.cancelAsked()) {
            throw new Stopped(Stopped.Because.CANCELLED);
        }
        if (System.nanoTime() - toldAtNanos >= TELL_EVERY_NANOS) {
            tell(run);
        }
        return run;
    }

    /// The run begins to do something else.
    void enter(SyncPhase phase, long done, @Nullable Long total) {
        means.journal().enter(id, phase, done, total);
        tell(means.journal().run(id));
    }

    /// Writes a line into its log.
    void note(Level level, String text) {
        means.journal().note(id, level, text, means.clock().instant());
    }

    /// Waits, in full sight.
    ///
    /// @throws Stopped when it may not go on
    void waitUntil(Instant until, String why) {
        means.journal().await(id, until);
        note(Level.WARNING, "waits until " + until + ": " + why);
        tell(means.journal().run(id));
        for (var left = left(until); left.isPositive(); left = left(until)) {
            try {
                means.pause().of(left.compareTo(LOOK_EVERY) < 0 ? left : LOOK_EVERY);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                throw new Stopped(Stopped.Because.CLOSING);
            }
            look();
        }
        means.journal().goOn(id);
        tell(means.journal().run(id));
    }

    private Duration left(Instant until) {
        return Duration.between(means.clock().instant(), until);
    }

    /// The run is over.
    void end(SyncState state, SyncRun.@Nullable Trouble trouble) {
        means.journal().end(id, state, trouble, means.clock().instant());
        var span = Span.current().set(Attribute.SYNC_STATE, state.word());
        if (state == SyncState.FAILED && trouble != null) {
            span.fail(trouble.code());
        }
        tell(means.journal().run(id));
    }

    private void tell(SyncRun run) {
        toldAtNanos = System.nanoTime();
        means.news().tell(run);
    }
}
