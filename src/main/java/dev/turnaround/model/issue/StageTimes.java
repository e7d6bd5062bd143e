package dev.turnaround.model.issue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How long issues take in each stage of their workflow.
///
/// An issue counts in a stage once it has left it for the last time, at that moment; while it is
/// there it is pending, and in no number.
public final class StageTimes {
    /// A percentile of fewer says more about single people than about the work.
    private static final int PERCENTILE_MIN = 5;

    private static final int PER_CENT = 100;
    private static final int MEDIAN = 50;
    private static final int NINETIETH = 90;

    private final boolean span;
    private final @Nullable Instant from;
    private final @Nullable Instant to;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    /// Of no issue yet.
    ///
    /// @param span whether the time from first in to last out counts, rather than the sum of the
    ///   stays
    /// @param from only issues that left the stage at or after; null for all
    /// @param to only issues that left the stage before; null for all
    public StageTimes(boolean span, @Nullable Instant from, @Nullable Instant to) {
        this.span = span;
        this.from = from;
        this.to = to;
    }

    /// One stage.
    ///
    /// @param status the status, as it was last called
    /// @param times of the issues that left it, in ascending order
    /// @param pending how many issues are there now
    public record Times(Status status, List<Duration> times, int pending) {

        /// Whether there are too few for a percentile.
        public boolean tooFew() {
            return times.size() < PERCENTILE_MIN;
        }

        /// Null when none left it.
        public @Nullable Duration mean() {
            return times.isEmpty()
                    ? null
                    : times.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(times.size());
        }

        /// Null for [#tooFew].
        public @Nullable Duration median() {
            return percentile(MEDIAN);
        }

        /// What nine of ten issues stay below, interpolated between the two nearest; null for
        /// [#tooFew].
        public @Nullable Duration ninetieth() {
            return percentile(NINETIETH);
        }

        private @Nullable Duration percentile(int percent) {
            if (tooFew()) {
                return null;
            }
            var place = (times.size() - 1) * percent;
            var below = times.get(place / PER_CENT);
            var above = times.get(Math.min(place / PER_CENT + 1, times.size() - 1));
            return below.plus(
                    above.minus(below).multipliedBy(place % PER_CENT).dividedBy(PER_CENT));
        }
    }

    private static final class Row {
        private Status status;
        private final List<Duration> times = new ArrayList<>();
        private int pending;

        Row(Status status) {
            this.status = status;
        }
    }

    /// Counts an issue in.
    ///
    /// @param now up to when stages that go on are counted
    public void add(Issue issue, Instant now) {
        for (var stage : issue.progress().stages(now)) {
            var row = rows.computeIfAbsent(stage.status().id(), _ -> new Row(stage.status()));
            row.status = stage.status().compareTo(row.status) >= 0 ? stage.status() : row.status;
            if (stage.current()) {
                row.pending++;
            } else if (counts(lastLeft(issue.progress(), stage.status().id()))) {
                row.times.add(span ? stage.span() : stage.sum());
            }
        }
    }

    private boolean counts(@Nullable Instant left) {
        return left != null
                && (from == null || !left.isBefore(from))
                && (to == null || left.isBefore(to));
    }

    private static @Nullable Instant lastLeft(IssueProgress progress, String status) {
        Instant left = null;
        for (var stay : progress.stays()) {
            if (status.equals(stay.status()) && stay.left() != null) {
                left = stay.left().at();
            }
        }
        return left;
    }

    /// The stages, by what they mean and then by name.
    public List<Times> stages() {
        return rows.values().stream()
                .map(row ->
                        new Times(row.status, row.times.stream().sorted().toList(), row.pending))
                .sorted(
                        Comparator.comparing(
                                        (Times one) -> one.status().category(),
                                        Comparator.nullsLast(Comparator.naturalOrder()))
                                .thenComparing(one -> one.status().name())
                                .thenComparing(one -> one.status().id()))
                .toList();
    }
}
