package dev.turnaround.server;

import dev.turnaround.model.measure.Metric;
import dev.turnaround.store.Stops;
import dev.turnaround.store.StopsTold;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The clocks that have stopped, as histograms. They are read from the database and not observed
/// here, which Micrometer has no meter for.
final class StopHistograms implements MultiCollector {
    private static final Map<Metric, String> HELP =
            Map.of(
                    Metric.TIME_TO_FIRST_COMMENT,
                    "From ready to the first response of a human who is not the author",
                    Metric.TIME_TO_APPROVE,
                    "From ready to the first approval",
                    Metric.TIME_TO_MERGE,
                    "From ready to the merge");

    private final UnaryOperator<String> providerOf;
    private final boolean byRepository;
    private volatile List<Stops> told = List.of();

    /// @param providerOf the word for a connection's provider
    /// @param byRepository whether each repository has series of its own
    StopHistograms(UnaryOperator<String> providerOf, boolean byRepository) {
        this.providerOf = providerOf;
        this.byRepository = byRepository;
    }

    void show(List<Stops> stops) {
        told = stops;
    }

    @Override
    public MetricSnapshots collect() {
        var stops = told;
        var snapshots = MetricSnapshots.builder();
        for (var metric : StopsTold.METRICS) {
            var histogram = HistogramSnapshot.builder().name(name(metric)).help(HELP.get(metric));
            series(stops, metric).values().forEach(one -> histogram.dataPoint(one.point()));
            snapshots.metricSnapshot(histogram.build());
        }
        return snapshots.build();
    }

    /// `turnaround_time_to_merge_seconds`
    private static String name(Metric metric) {
        return "turnaround_" + metric.name().toLowerCase(Locale.ROOT) + "_seconds";
    }

    /// Two connections of a provider may know repositories of one name: they are one series.
    private Map<List<String>, Series> series(List<Stops> stops, Metric metric) {
        var series =
                new TreeMap<List<String>, Series>((a, b) -> a.toString().compareTo(b.toString()));
        for (var one : stops) {
            if (one.metric().equals(metric.word())) {
                var labels = new ArrayList<String>();
                labels.add(providerOf.apply(one.connection()));
                if (byRepository) {
                    labels.add(one.repository());
                }
                series.computeIfAbsent(labels, Series::new).add(one);
            }
        }
        return series;
    }

    private static final class Series {
        private final Labels labels;
        private final long[] counts = new long[StopsTold.BORDERS.size() + 1];
        private long seconds;

        Series(List<String> values) {
            this.labels =
                    values.size() == 1
                            ? Labels.of("provider", values.getFirst())
                            : Labels.of(
                                    "provider", values.getFirst(), "repository", values.getLast());
        }

        void add(Stops stops) {
            Arrays.setAll(counts, i -> counts[i] + stops.buckets().get(i));
            seconds += stops.seconds();
        }

        HistogramDataPointSnapshot point() {
            var borders = new ArrayList<Double>();
            StopsTold.BORDERS.forEach(border -> borders.add(border.doubleValue()));
            borders.add(Double.POSITIVE_INFINITY);
            return HistogramDataPointSnapshot.builder()
                    .labels(labels)
                    .classicHistogramBuckets(
                            ClassicHistogramBuckets.of(
                                    borders, Arrays.stream(counts).boxed().toList()))
                    .sum((double) seconds)
                    .build();
        }
    }
}
