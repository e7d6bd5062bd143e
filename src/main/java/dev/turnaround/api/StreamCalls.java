package dev.turnaround.api;

import dev.turnaround.store.StreamLog;
import dev.turnaround.stream.Filter;
import dev.turnaround.stream.Hub;
import dev.turnaround.stream.Topic;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Opens streams.
final class StreamCalls {
    /// What the browser waits before it comes back.
    private static final int RETRY_MILLIS = 1_000;

    private final Hub hub;
    private final StreamLog log;
    private final InstantSource clock;
    private final Handler<RoutingContext> watch;

    /// @param watch ends a stream when its caller may not look any more
    StreamCalls(Hub hub, StreamLog log, InstantSource clock, Handler<RoutingContext> watch) {
        this.hub = hub;
        this.log = log;
        this.clock = clock;
        this.watch = watch;
    }

    void open(RoutingContext context) {
        var parameters = Parameters.of(context);
        var filter =
                new Filter(
                        topics(parameters),
                        lowerCase(parameters.words("repository")),
                        lowerCase(parameters.words("author")),
                        lowerCase(parameters.words("team")));
        start(context, parameters)
                .onSuccess(start -> begin(context, filter, start))
                .onFailure(context::fail);
    }

    private void begin(RoutingContext context, Filter filter, Hub.Start start) {
        var response = context.response();
        response.putHeader("content-type", "text/event-stream")
                .putHeader("cache-control", "no-store")
                .putHeader("x-accel-buffering", "no")
                // Neither the server nor whoever passes it on may collect events to compress them.
                .putHeader("content-encoding", "identity")
                .setChunked(true);
        response.write("retry: " + RETRY_MILLIS + "\n\n");
        hub.open(context.request(), filter, start);
        watch.handle(context);
    }

    /// The header wins over the query: a browser that reconnects by itself repeats the old address
    /// with it.
    private Future<Hub.Start> start(RoutingContext context, Parameters parameters) {
        var header = context.request().getHeader("last-event-id");
        var last = header == null ? parameters.text("lastEventId") : header.strip();
        var since = parameters.instant("since");
        if (last != null && !last.isEmpty()) {
            return Future.succeededFuture(after(last));
        }
        if (since == null) {
            return Future.succeededFuture(new Hub.Start.Snapshot(null));
        }
        return log.positionBefore(since, clock.instant())
                .map(position ->
                        position == null
                                ? new Hub.Start.Snapshot(since.toString())
                                : new Hub.Start.After(position));
    }

    private static Hub.Start after(String last) {
        return last.matches("\\d{1,18}")
                ? new Hub.Start.After(Long.parseLong(last))
                : new Hub.Start.Snapshot("an id that is not ours");
    }

    private static Set<Topic> topics(Parameters parameters) {
        var words = parameters.words("topics");
        var topics = EnumSet.noneOf(Topic.class);
        for (var word : words) {
            topics.add(Topic.of(word).orElseThrow(StreamCalls::unknown));
        }
        return topics.isEmpty() ? EnumSet.of(Topic.PULL_REQUEST) : topics;
    }

    private static Parameters.Unusable unknown() {
        return new Parameters.Unusable(
                "topics",
                "of "
                        + Arrays.stream(Topic.values())
                                .map(Topic::word)
                                .collect(Collectors.joining(", ")));
    }

    private static Set<String> lowerCase(Set<String> words) {
        return words.stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
