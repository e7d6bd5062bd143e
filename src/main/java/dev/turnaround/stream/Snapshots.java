package dev.turnaround.stream;

import dev.turnaround.contract.Json;
import dev.turnaround.contract.PullRequestJson;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.store.Directories;
import dev.turnaround.store.Directory;
import dev.turnaround.store.Reading;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Pictures of everything that is open, with which a stream begins.
///
/// Whoever comes while one is being taken gets the same: after a restart all dashboards come at
/// once, and a picture of a thousand pull requests is two megabytes. Used on one event loop.
final class Snapshots {
    private final Reading reading;
    private final Directories directories;
    private final Terms terms;
    private final InstantSource clock;
    private final UnaryOperator<String> providerOf;
    private @Nullable Future<Snapshot> beingTaken;

    /// Pictures.
    ///
    /// @param providerOf the word for a connection's provider
    Snapshots(
            Reading reading,
            Directories directories,
            Terms terms,
            InstantSource clock,
            UnaryOperator<String> providerOf) {
        this.reading = reading;
        this.directories = directories;
        this.terms = terms;
        this.clock = clock;
        this.providerOf = providerOf;
    }

    /// The next picture.
    Future<Snapshot> take() {
        if (beingTaken != null) {
            return beingTaken;
        }
        var taking =
                reading.open()
                        .compose(open ->
                                directories
                                        .now()
                                        .map(known -> new Snapshot(open, known, clock.instant())));
        beingTaken = taking;
        // After it was set: what fails at once completes at once.
        return taking.onComplete(_ -> beingTaken = null);
    }

    /// What was open at one position of the stream.
    final class Snapshot {
        private final Reading.Open open;
        private final Directory directory;
        private final Instant now;
        private final Map<Wanted, Buffer> frames = new HashMap<>();

        private Snapshot(Reading.Open open, Directory directory, Instant now) {
            this.open = open;
            this.directory = directory;
            this.now = now;
        }

        /// The position after which events are news.
        long reached() {
            return open.reached();
        }

        /// What a subscriber gets to see.
        ///
        /// @param lost what it had asked to resume from but cannot; null when it asked for nothing
        /// @param metrics what the aggregates of its scope come to
        Buffer frame(Filter filter, @Nullable String lost, MetricNews.Picture metrics) {
            return lost == null
                    ? frames.computeIfAbsent(
                            new Wanted(filter, metrics), _ -> render(filter, null, metrics))
                    : render(filter, lost, metrics);
        }

        private record Wanted(Filter filter, MetricNews.Picture metrics) {}

        private Buffer render(Filter filter, @Nullable String lost, MetricNews.Picture metrics) {
            var data = new LinkedHashMap<String, @Nullable Object>();
            data.put("serverTime", now);
            data.put(
                    "pullRequests",
                    open.pullRequests().stream()
                            .filter(one -> filter.passes(one.pullRequest(), directory))
                            .map(one ->
                                    PullRequestJson.of(
                                            one,
                                            providerOf.apply(one.pullRequest().key().connection()),
                                            directory,
                                            terms,
                                            now))
                            .toList());
            data.put("metrics", metrics.json(filter));
            if (lost != null) {
                data.put("lostAfter", lost);
            }
            return Frame.bytes("snapshot", Long.toString(open.reached()), Json.text(data));
        }
    }
}
