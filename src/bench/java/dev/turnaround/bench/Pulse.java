package dev.turnaround.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// What a phase looks like from one look to the next.
final class Pulse implements Witness {
    private final Recorder latencies = new Recorder(TimeUnit.MINUTES.toNanos(1), 3);
    private final LongAdder failed = new LongAdder();

    /// @param latencies of what was answered with 2xx, in nanoseconds
    record Beat(Histogram latencies, long failed) {}

    @Override
    public void answered(long nanos) {
        latencies.recordValue(nanos);
    }

    @Override
    public void failed() {
        failed.increment();
    }

    /// What came since the last look.
    Beat beat() {
        return new Beat(latencies.getIntervalHistogram(), failed.sumThenReset());
    }
}
