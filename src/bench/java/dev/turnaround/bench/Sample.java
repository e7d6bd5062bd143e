package dev.turnaround.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/// What a minute of a soak looked like.
///
/// @param at its end, from the beginning of the soak
/// @param webhooks how long those took that were answered with 2xx, from when they were due
/// @param failed those that were not
/// @param lines how long webhooks took until their lines were with a viewer
/// @param events that all viewers got, a second
/// @param missing lines that viewers should have seen for ten seconds and have not
/// @param cutOff streams that have ended, since the beginning
/// @param memory now
/// @param sizes on the disk now
/// @param syncs that have ended, since the beginning
/// @param syncsFailed of them and beside them, since the beginning
/// @param cores what was taken of the processors in this minute
record Sample(
        Duration at,
        Histogram webhooks,
        long failed,
        Histogram lines,
        double events,
        long missing,
        long cutOff,
        Memories memory,
        MeasuredPostgres.Sizes sizes,
        long syncs,
        long syncsFailed,
        Cores cores) {

    /// In MB.
    ///
    /// @param server its process
    /// @param heap the least that a collection left: most leave garbage that is older
    /// @param postgres its processes, with the buffers that they share
    record Memories(long server, long heap, long postgres) {}

    /// In cores.
    ///
    /// @param bench the sender, the viewers and what makes up the webhooks
    record Cores(double server, double postgres, double bench) {}

    static final String HEAD =
            """
            | at | answered | failed | p50 ms | p99 ms | worst ms | line p50 ms | line p99 ms | events/s | missing | cut off \
            | server MB | heap MB | PostgreSQL MB | database MB | WAL MB | delivery MB | stream_event MB | syncs | failed \
            | server cores | PostgreSQL cores | bench cores |
            |---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\
            """;

    /// It as a line of the table.
    String line() {
        return ("| %d:%02d | %d | %d | %.1f | %.1f | %.1f | %.1f | %.1f | %.0f | %d | %d | %d | %d | %d"
                        + " | %.1f | %.1f | %.1f | %.1f | %d | %d | %.2f | %.2f | %.2f |")
                .formatted(
                        at.toMinutes(),
                        at.toSecondsPart(),
                        webhooks.getTotalCount(),
                        failed,
                        millis(webhooks, 50),
                        millis(webhooks, 99),
                        webhooks.getMaxValue() / 1e6,
                        millis(lines, 50),
                        millis(lines, 99),
                        events,
                        missing,
                        cutOff,
                        memory.server,
                        memory.heap,
                        memory.postgres,
                        megabytes(sizes.database()),
                        megabytes(sizes.wal()),
                        megabytes(sizes.deliveries()),
                        megabytes(sizes.events()),
                        syncs,
                        syncsFailed,
                        cores.server,
                        cores.postgres,
                        cores.bench);
    }

    static double millis(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e6;
    }

    static double megabytes(long bytes) {
        return bytes / 1e6;
    }
}
