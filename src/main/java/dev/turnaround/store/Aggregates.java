package dev.turnaround.store;

import dev.turnaround.model.measure.Metric;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Answers for aggregates: from the sums where these can tell, which takes the same time however
/// many pull requests there are; else from the rows of measures.
///
/// Call on a virtual thread. Throws [Away] when the database is.
public final class Aggregates {
    private final Pool pool;
    private final Pool sumPool;

    /// Those of a database.
    public Aggregates(Readers readers) {
        this.pool = readers.pool();
        this.sumPool = readers.sumPool();
    }

    /// What is asked for: by metric in the query's order, then by group in the order of names, then
    /// by interval. A group is there in all intervals or in none.
    public List<Aggregate> of(AggregateQuery query) {
        var selected = new Selected(pool, query.scope());
        if (selected.isNothing()) {
            return complete(query, List.of());
        }
        var wanted = query.of(withUnreviewed(query.metrics()));
        var found =
                query.needsRows()
                        ? new AggregatesOfRows(pool).of(wanted, selected)
                        : new AggregatesOfSums(sumPool).of(wanted, selected);
        return complete(query, found);
    }

    private static List<Metric> withUnreviewed(List<Metric> metrics) {
        return metrics.contains(Metric.TIME_TO_FIRST_REVIEW)
                ? Stream.concat(metrics.stream(), Stream.of(Metric.TIME_TO_UNREVIEWED_MERGE))
                        .distinct()
                        .toList()
                : metrics;
    }

    private record Spot(Aggregate.@Nullable Group group, int interval) {}

    private record Place(Metric metric, Aggregate.@Nullable Group group) {}

    private static List<Aggregate> complete(AggregateQuery query, List<Aggregate> found) {
        var byPlace = new HashMap<Place, Map<Integer, Aggregate>>();
        if (query.by() == AggregateQuery.By.NONE) {
            query.metrics()
                    .forEach(metric -> byPlace.put(new Place(metric, null), new LinkedHashMap<>()));
        }
        var unreviewed = new HashMap<Spot, Long>();
        for (var one : found) {
            if (one.metric() == Metric.TIME_TO_UNREVIEWED_MERGE) {
                unreviewed.put(new Spot(one.group(), one.interval()), one.count());
                if (query.metrics().contains(Metric.TIME_TO_FIRST_REVIEW)) {
                    byPlace.computeIfAbsent(
                            new Place(Metric.TIME_TO_FIRST_REVIEW, one.group()),
                            _ -> new HashMap<>());
                }
                if (!query.metrics().contains(one.metric())) {
                    continue;
                }
            }
            byPlace.computeIfAbsent(new Place(one.metric(), one.group()), _ -> new HashMap<>())
                    .put(one.interval(), one);
        }
        var places =
                byPlace.keySet().stream()
                        .sorted(
                                Comparator.<Place>comparingInt(
                                                place -> query.metrics().indexOf(place.metric()))
                                        .thenComparing(Aggregates::name)
                                        .thenComparing(Aggregates::id))
                        .toList();
        var all = new ArrayList<Aggregate>();
        for (var place : places) {
            var given = byPlace.getOrDefault(place, Map.of());
            for (var interval = 0; interval < query.intervals(); interval++) {
                var one = given.getOrDefault(interval, nothing(place, interval));
                all.add(
                        place.metric() == Metric.TIME_TO_FIRST_REVIEW
                                ? one.unreviewed(
                                        unreviewed.getOrDefault(
                                                new Spot(place.group(), interval), 0L))
                                : one);
            }
        }
        return all;
    }

    private static Aggregate nothing(Place place, int interval) {
        return new Aggregate(
                place.metric(), place.group(), interval, 0, null, null, null, null, 0, null, null);
    }

    private static String name(Place place) {
        return place.group() == null ? "" : place.group().name();
    }

    private static String id(Place place) {
        return place.group() == null ? "" : place.group().id();
    }
}
