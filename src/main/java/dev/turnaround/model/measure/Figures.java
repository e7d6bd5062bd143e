package dev.turnaround.model.measure;

import org.jspecify.annotations.Nullable;

/// What is counted of one day, or of a longer time: how many clocks began, how many ended, and what
/// those that stopped showed. Mutable; not for several threads at once.
public final class Figures {
    private long begun;
    private long ended;
    private final Histogram stopped = new Histogram();

    /// Counts clocks that began.
    public void begin(long times) {
        begun += times;
    }

    /// Counts clocks that ended, stopped or not.
    public void end(long times) {
        ended += times;
    }

    /// Adds all that others hold.
    public void add(Figures other) {
        begun += other.begun;
        ended += other.ended;
        stopped.add(other.stopped);
    }

    /// How many began.
    public long begun() {
        return begun;
    }

    /// How many ended, stopped or not.
    public long ended() {
        return ended;
    }

    /// What those that stopped showed.
    public Histogram stopped() {
        return stopped;
    }

    /// Whether nothing is counted.
    public boolean isEmpty() {
        return begun == 0 && ended == 0 && stopped.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Figures that
                && begun == that.begun
                && ended == that.ended
                && stopped.equals(that.stopped);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(begun) + Long.hashCode(ended)) + stopped.hashCode();
    }

    @Override
    public String toString() {
        return "began %d, ended %d, stopped %s".formatted(begun, ended, stopped);
    }
}
