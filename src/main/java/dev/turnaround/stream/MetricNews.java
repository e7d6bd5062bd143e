package dev.turnaround.stream;

import dev.turnaround.contract.AggregateJson;
import dev.turnaround.contract.Json;
import dev.turnaround.model.measure.Cells;
import dev.turnaround.model.measure.Metric;
import dev.turnaround.model.timing.Start;
import dev.turnaround.store.Aggregate;
import dev.turnaround.store.AggregateQuery;
import dev.turnaround.store.AggregateQuery.By;
import dev.turnaround.store.Aggregates;
import dev.turnaround.store.Directory;
import dev.turnaround.store.StreamLog;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells subscribers when aggregates of their scope have changed. A subscriber's scope is what its
/// filter lets through; subscribers with the same filter are told the same.
///
/// An event of the log only says that a scope may have changed. Once a second the scopes that may
/// have are looked up, and what differs from what was told before is told. While that takes longer,
/// the next look waits: so no scope is told of more than once a second, and a busy one no slower
/// than the database answers. What is told has no id, because nobody resumes from it: who comes
/// back is told everything anew.
///
/// Used on one event loop.
final class MetricNews {
    private static final Logger LOG = LoggerFactory.getLogger(MetricNews.class);

    static final long EVERY_MILLIS = 1_000;

    /// The window moves on at midnight, and who is in which team is not in the log.
    private static final int LOOKS_UNTIL_ALL = 60;

    private static final int DAYS = 30;

    private final Context context;
    private final Aggregates aggregates;
    private final boolean byAuthor;
    private final InstantSource clock;
    private final Set<Filter> moved = new HashSet<>();
    private final Map<Filter, Picture> told = new HashMap<>();
    private final Map<Filter, Future<Picture>> asked = new HashMap<>();
    private boolean looking;
    private int looks;

    /// @param byAuthor whether anybody may see what single authors come to
    MetricNews(Context context, Aggregates aggregates, boolean byAuthor, InstantSource clock) {
        this.context = context;
        this.aggregates = aggregates;
        this.byAuthor = byAuthor;
        this.clock = clock;
    }

    /// What the metrics of a scope come to.
    ///
    /// @param borders the first and the last of the window
    record Picture(Map<Metric, Aggregate> values, List<LocalDate> borders) {
        static final Picture NOTHING = new Picture(Map.of(), List.of());

        /// As it stands in a snapshot.
        List<Map<String, @Nullable Object>> json(Filter filter) {
            return values.values().stream()
                    .map(one -> AggregateJson.news(one, scope(filter), borders))
                    .toList();
        }

        private static Map<String, List<String>> scope(Filter filter) {
            var scope = new LinkedHashMap<String, List<String>>();
            scope.put("repositories", filter.repositories().stream().sorted().toList());
            scope.put("teams", filter.teams().stream().sorted().toList());
            scope.put("authors", filter.authors().stream().sorted().toList());
            return scope;
        }

        /// What differs from what was told before.
        Picture without(Picture before) {
            if (!before.borders.equals(borders)) {
                return this;
            }
            var news = new LinkedHashMap<>(values);
            news.entrySet().removeIf(one -> one.getValue().equals(before.values.get(one.getKey())));
            return new Picture(news, borders);
        }

        /// What both say.
        Picture sameIn(Picture other) {
            if (!other.borders.equals(borders)) {
                return NOTHING;
            }
            var same = new LinkedHashMap<>(values);
            same.entrySet().removeIf(one -> !one.getValue().equals(other.values.get(one.getKey())));
            return new Picture(same, borders);
        }
    }

    /// With what a stream begins. When the database cannot tell, it begins all the same.
    Future<Picture> first(Filter filter) {
        if (!filter.wantsMetrics()) {
            return Future.succeededFuture(Picture.NOTHING);
        }
        var going = asked.get(filter);
        if (going != null) {
            return going;
        }
        var looking =
                look(filter)
                        .recover(failed -> {
                            LOG.atWarn().setCause(failed).log("a stream begins without metrics");
                            return Future.succeededFuture(Picture.NOTHING);
                        });
        asked.put(filter, looking);
        // After it was put: what fails at once completes at once.
        return looking.onComplete(_ -> asked.remove(filter));
    }

    /// Notes that somebody is to be told from now on.
    ///
    /// @param knows what they were told with the snapshot; nothing after a resume
    void joined(Filter filter, Picture knows) {
        if (filter.wantsMetrics()) {
            // What one of them does not know is told to all.
            told.merge(filter, knows, Picture::sameIn);
            moved.add(filter);
        }
    }

    /// Notes which scopes may have changed.
    ///
    /// @param directory whose the accounts are
    void hear(List<StreamLog.Entry> entries, List<Subscriber> joined, Directory directory) {
        for (var filter : filters(joined)) {
            if (!moved.contains(filter)
                    && entries.stream().anyMatch(one -> filter.moves(one.event(), directory))) {
                moved.add(filter);
            }
        }
    }

    /// Tells what has changed.
    ///
    /// @param joined who is there; it may change while this looks
    void pulse(List<Subscriber> joined) {
        var filters = filters(joined);
        told.keySet().retainAll(filters);
        moved.retainAll(filters);
        if (++looks % LOOKS_UNTIL_ALL == 0) {
            moved.addAll(filters);
        }
        if (looking || moved.isEmpty()) {
            return;
        }
        looking = true;
        var due = List.copyOf(moved);
        moved.clear();
        var one = Future.<Void>succeededFuture();
        for (var filter : due) {
            one = one.compose(_ -> look(filter)).map(now -> tell(filter, now, joined));
        }
        one.onComplete(
                _ -> looking = false,
                failed -> {
                    LOG.atDebug().setCause(failed).log("aggregates cannot be read");
                    moved.addAll(due);
                    looking = false;
                });
    }

    private @Nullable Void tell(Filter filter, Picture now, List<Subscriber> joined) {
        var before = told.put(filter, now);
        var news = before == null ? now : now.without(before);
        var frames = Buffer.buffer();
        news.json(filter)
                .forEach(one -> frames.appendBuffer(Frame.bytes("metrics", null, Json.text(one))));
        if (frames.length() > 0) {
            joined.stream()
                    .filter(one -> one.filter().equals(filter))
                    .forEach(one -> one.write(frames));
        }
        return null;
    }

    private static Set<Filter> filters(List<Subscriber> joined) {
        return joined.stream()
                .map(Subscriber::filter)
                .filter(Filter::wantsMetrics)
                .collect(Collectors.toSet());
    }

    private Future<Picture> look(Filter filter) {
        if (!byAuthor && !filter.authors().isEmpty()) {
            return Future.succeededFuture(Picture.NOTHING);
        }
        var today = Cells.day(clock.instant());
        var borders = List.of(today.minusDays(DAYS - 1), today.plusDays(1));
        var query =
                new AggregateQuery(
                        List.of(Metric.values()),
                        Start.READY,
                        false,
                        borders,
                        today,
                        By.NONE,
                        false,
                        false,
                        null,
                        new AggregateQuery.Scope(
                                filter.repositories(), filter.authors(), filter.teams()));
        var answer = Promise.<Picture>promise();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        var values = new ArrayList<>(aggregates.of(query));
                        context.runOnContext(_ -> answer.complete(picture(values, borders)));
                    } catch (RuntimeException failed) {
                        context.runOnContext(_ -> answer.fail(failed));
                    }
                });
        return answer.future();
    }

    private static Picture picture(List<Aggregate> values, List<LocalDate> borders) {
        var byMetric = new LinkedHashMap<Metric, Aggregate>();
        values.forEach(one -> byMetric.put(one.metric(), one));
        return new Picture(byMetric, borders);
    }
}
