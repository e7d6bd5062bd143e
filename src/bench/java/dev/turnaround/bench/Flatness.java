package dev.turnaround.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/// Whether what should stay the same during a soak did: its first third after the warm-up beside
/// its last.
///
/// The tolerances say what a minute differs from another by on a machine that does other things,
/// too; what leaks goes beyond them within half an hour.
final class Flatness {
    private static final double MEMORY = 1.10;
    private static final double LATENCY = 1.25;
    private static final double DISK = 1.10;

    /// A sawtooth of some MB, and a p99 of some milliseconds, say nothing.
    private static final double MEGABYTES_LEAST = 24;

    private static final double MILLIS_LEAST = 10;
    private static final int SAMPLES_MIN = 6;

    private final List<Sample> samples;
    private final long missed;
    private final long unsent;
    private final List<String> lines = new ArrayList<>();
    private boolean flat = true;

    private Flatness(List<Sample> samples, long missed, long unsent) {
        this.unsent = unsent;
        this.samples = samples;
        this.missed = missed;
    }

    /// Judges a soak.
    ///
    /// @param warmUp what happened before does not count
    /// @param missed lines that were still not with viewers in the end
    /// @param unsent webhooks for which no connection was free until the end
    /// @return a line for each figure, and one for the whole
    static List<String> of(List<Sample> all, Duration warmUp, long missed, long unsent) {
        var counted = all.stream().filter(one -> one.at().compareTo(warmUp) > 0).toList();
        return counted.size() < SAMPLES_MIN
                ? List.of("no verdict: it was too short")
                : new Flatness(counted, missed, unsent).judge();
    }

    private List<String> judge() {
        var third = samples.size() / 3;
        var first = samples.subList(0, third);
        var last = samples.subList(samples.size() - third, samples.size());
        figure(
                "memory of the server, MB",
                MEMORY,
                MEGABYTES_LEAST,
                mean(first, one -> one.memory().server()),
                mean(last, one -> one.memory().server()));
        figure(
                "heap, the least after a collection, MB",
                MEMORY,
                MEGABYTES_LEAST,
                least(first, one -> one.memory().heap()),
                least(last, one -> one.memory().heap()));
        figure(
                "memory of PostgreSQL, MB",
                MEMORY,
                MEGABYTES_LEAST,
                mean(first, one -> one.memory().postgres()),
                mean(last, one -> one.memory().postgres()));
        figure("p99 of a webhook, ms", LATENCY, MILLIS_LEAST, p99(first, true), p99(last, true));
        figure(
                "p99 of a webhook's line, ms",
                LATENCY,
                MILLIS_LEAST,
                p99(first, false),
                p99(last, false));
        figure(
                "database, bytes a webhook",
                DISK,
                0,
                bytes(0, third),
                bytes(samples.size() - third - 1, samples.size() - 1));
        none("webhooks that failed", samples.stream().mapToLong(Sample::failed).sum());
        none("webhooks that could not be sent in time", unsent);
        none("lines that viewers missed", missed);
        none("streams cut off", samples.getLast().cutOff());
        none("syncs that failed", samples.getLast().syncsFailed());
        lines.add(flat ? "verdict: flat" : "verdict: not flat");
        return lines;
    }

    private void figure(String name, double most, double least, double before, double after) {
        var good = after <= before * most || after - before <= least;
        flat &= good;
        lines.add(
                "%s: %.1f, then %.1f (%+.1f %%): %s"
                        .formatted(
                                name,
                                before,
                                after,
                                before == 0 ? 0 : (after / before - 1) * 100,
                                good ? "flat" : "not flat"));
    }

    private void none(String name, long count) {
        flat &= count == 0;
        lines.add("%s: %d".formatted(name, count));
    }

    private static double mean(List<Sample> some, ToLongFunction<Sample> figure) {
        return some.stream().mapToLong(figure).average().orElse(0);
    }

    private static double least(List<Sample> some, ToLongFunction<Sample> figure) {
        return some.stream().mapToLong(figure).min().orElse(0);
    }

    private static double p99(List<Sample> some, boolean webhooks) {
        var whole = new Histogram(3);
        some.forEach(one -> whole.add(webhooks ? one.webhooks() : one.lines()));
        return Sample.millis(whole, 99);
    }

    /// How much the database grew from one sample to another, for each webhook between them.
    private double bytes(int from, int to) {
        var webhooks =
                samples.subList(from + 1, to + 1).stream()
                        .mapToLong(one -> one.webhooks().getTotalCount())
                        .sum();
        var grown = samples.get(to).sizes().database() - samples.get(from).sizes().database();
        return webhooks == 0 ? 0 : grown / (double) webhooks;
    }
}
