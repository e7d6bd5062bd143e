package dev.turnaround.stream;

import dev.turnaround.contract.Json;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.store.Aggregates;
import dev.turnaround.store.Directories;
import dev.turnaround.store.Reading;
import dev.turnaround.store.StreamLog;
import dev.turnaround.trace.Kind;
import dev.turnaround.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the log once and tells all subscribers.
public final class Hub {
    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
    private static final int PAGE_MAX = 1_000;
    private static final Duration PING_EVERY = Duration.ofSeconds(15);

    /// Between two looks at the log, so that what comes in meanwhile goes out in one write. The
    /// more there are to write to, the longer: a write costs the same for one event as for five,
    /// and where cores are busy with writing, all wait longer than this.
    private static final Duration BREATH_FOR_EACH = Duration.ofNanos(25_000);

    private static final long BREATH_MILLIS_MIN = 4;
    private static final long BREATH_MILLIS_MAX = 50;

    /// When nobody says that there is something, look all the same: a notification can get lost
    /// with its connection.
    private static final Duration LOOK_ANYWAY_EVERY = Duration.ofMillis(500);

    /// Within which times clients come back that were sent away, by chance.
    private static final long RETRY_MILLIS_MIN = 500;

    private static final long RETRY_MILLIS_MAX = 6_000;

    private final Vertx vertx;
    private final Context context;
    private final StreamLog log;
    private final Directories directories;
    private final Snapshots snapshots;
    private final MetricNews metrics;
    private final LateNews late;
    private final InstantSource clock;
    private final UnaryOperator<String> providerOf;
    private final List<Subscriber> joined = new ArrayList<>();
    private final Tellings tellings = new Tellings();
    private final AtomicInteger subscribers = new AtomicInteger();
    private long reached = -1;
    private boolean looking;
    private boolean wanted;
    private boolean closed;

    /// A hub that begins to look when the first subscriber comes.
    ///
    /// @param byAuthor whether anybody may see what single authors come to
    /// @param terms what is settled of all pull requests
    /// @param providerOf the word for a connection's provider
    public Hub(
            Vertx vertx,
            StreamLog log,
            Reading reading,
            Directories directories,
            Aggregates aggregates,
            boolean byAuthor,
            Terms terms,
            InstantSource clock,
            UnaryOperator<String> providerOf) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.log = log;
        this.directories = directories;
        this.snapshots = new Snapshots(reading, directories, terms, clock, providerOf);
        this.metrics = new MetricNews(context, aggregates, byAuthor, clock);
        this.late = new LateNews(context, reading, directories, clock);
        this.clock = clock;
        this.providerOf = providerOf;
        context.runOnContext(_ -> {
            vertx.setPeriodic(PING_EVERY.toMillis(), _ -> ping());
            vertx.setPeriodic(LOOK_ANYWAY_EVERY.toMillis(), _ -> look());
            vertx.setPeriodic(
                    MetricNews.EVERY_MILLIS,
                    _ -> {
                        metrics.pulse(joined);
                        late.pulse(joined);
                    });
        });
    }

    /// Says that there may be something new. From any thread.
    ///
    /// Telling it is a part of what the thread works for.
    public void wake() {
        if (subscribers.get() > 0) {
            var telling = Span.current().child(Kind.INTERNAL, "tell the stream");
            context.runOnContext(_ -> {
                tellings.add(telling);
                look();
            });
        }
    }

    /// How many streams are open.
    public int subscribers() {
        return subscribers.get();
    }

    /// Where a new stream begins.
    public sealed interface Start {
        /// With a picture of everything that is open.
        ///
        /// @param lost what the subscriber had asked to resume from but cannot; null when it asked
        ///   for nothing
        record Snapshot(@Nullable String lost) implements Start {}

        /// After an event it got before.
        ///
        /// @param position the id of that event
        record After(long position) implements Start {}
    }

    /// Opens a stream on a response whose head has been set. From any thread.
    public void open(HttpServerRequest request, Filter filter, Start start) {
        var response = request.response();
        subscribers.incrementAndGet();
        response.closeHandler(_ -> subscribers.decrementAndGet());
        context.runOnContext(_ ->
                begin(request, filter, start)
                        .onFailure(failed -> {
                            LOG.atWarn().setCause(failed).log("a stream could not be opened");
                            request.connection().close();
                        }));
    }

    /// Ends all streams; their clients come back, to another process if there is one, and not all
    /// at once.
    public Future<Void> close() {
        var done = io.vertx.core.Promise.<Void>promise();
        context.runOnContext(_ -> {
            closed = true;
            joined.forEach(Hub::dismiss);
            joined.clear();
            done.complete();
        });
        return done.future();
    }

    private static void dismiss(Subscriber subscriber) {
        var retry = ThreadLocalRandom.current().nextLong(RETRY_MILLIS_MIN, RETRY_MILLIS_MAX);
        subscriber.end(Buffer.buffer("retry: " + retry + "\n: this process stops\n\n"));
    }

    private static Subscriber subscriber(HttpServerRequest request, Filter filter, long reached) {
        return new Subscriber(request.response(), () -> cutOff(request), filter, reached);
    }

    /// Ends a stream whose reader does not read. To close its connection would not do: Vert.x first
    /// writes what waits to be written, for which there is no room. So the channel is closed under
    /// it, for which Vert.x has no public word:
    /// <https://github.com/eclipse-vertx/vert.x/issues/5271>
    ///
    /// Over HTTP/2 only the stream is cut off: the connection may carry others.
    private static void cutOff(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else if (request.connection() instanceof HttpServerConnection connection) {
            var _ = connection.channelHandlerContext().close();
        } else {
            request.connection().close();
        }
    }

    private Future<Void> begin(HttpServerRequest request, Filter filter, Start start) {
        return switch (start) {
            case Start.Snapshot(var lost) -> snapshot(request, filter, lost);
            case Start.After(var position) ->
                    log.read(position, position + 1, false, 1, clock.instant())
                            .compose(page ->
                                    position >= page.horizon() || position < page.floor()
                                            ? snapshot(request, filter, Long.toString(position))
                                            : catchUp(
                                                    subscriber(request, filter, position),
                                                    MetricNews.Picture.NOTHING));
        };
    }

    private Future<Void> snapshot(HttpServerRequest request, Filter filter, @Nullable String lost) {
        return snapshots
                .take()
                .compose(picture ->
                        metrics.first(filter)
                                .compose(values -> {
                                    var subscriber = subscriber(request, filter, picture.reached());
                                    subscriber.write(picture.frame(filter, lost, values));
                                    return catchUp(subscriber, values);
                                }));
    }

    /// Reads the log for one subscriber until it has come to where the hub is, then lets it join.
    ///
    /// Here the subscriber sets the pace: the log waits for it, so nothing piles up, and who has
    /// much to catch up with is not cut off for it.
    ///
    /// @param values the aggregates that it was told
    private Future<Void> catchUp(Subscriber subscriber, MetricNews.Picture values) {
        return subscriber.drained(context).compose(_ -> readOn(subscriber, values));
    }

    /// The hub may go on meanwhile; the comparison and the joining happen in one step of the event
    /// loop, so nothing falls between.
    private Future<Void> readOn(Subscriber subscriber, MetricNews.Picture values) {
        if (subscriber.gone()) {
            subscriber.leave();
            return Future.succeededFuture();
        }
        if (closed) {
            dismiss(subscriber);
            return Future.succeededFuture();
        }
        if (reached < 0) {
            reached = subscriber.reached();
        }
        if (subscriber.reached() >= reached) {
            joined.add(subscriber);
            metrics.joined(subscriber.filter(), values);
            late.joined(subscriber.filter());
            look();
            return Future.succeededFuture();
        }
        return log.read(
                        subscriber.reached(),
                        reached + 1,
                        subscriber.filter().wantsDeliveries(),
                        PAGE_MAX,
                        clock.instant())
                .compose(page -> people(List.of(subscriber)).map(page))
                .compose(page -> {
                    var frames = Buffer.buffer();
                    for (var entry : page.entries()) {
                        if (subscriber.filter().passes(entry.event(), directories.lately())) {
                            frames.appendBuffer(Frame.of(entry, providerOf).bytes());
                        }
                    }
                    if (frames.length() > 0 && !subscriber.write(frames)) {
                        return Future.succeededFuture();
                    }
                    subscriber.reach(page.reached());
                    return catchUp(subscriber, values);
                });
    }

    private void look() {
        if (looking) {
            wanted = true;
            return;
        }
        joined.removeIf(Subscriber::gone);
        if (joined.isEmpty() || closed) {
            // With nobody listening there is no place to keep; the next subscriber brings its own.
            reached = -1;
            tellings.drop();
            return;
        }
        looking = true;
        wanted = false;
        tellings.look();
        var deliveries = wantsDeliveries();
        log.read(reached, Long.MAX_VALUE, deliveries, PAGE_MAX, clock.instant())
                .compose(page -> people(joined).map(page))
                .onComplete(
                        page -> {
                            // Who joined while it was read may want more than it holds.
                            var lacks = !deliveries && wantsDeliveries();
                            if (!lacks) {
                                tell(page);
                            }
                            if (page.complete() && !lacks) {
                                if (!page.heldBack()) {
                                    tellings.told(joined.size());
                                }
                                breathe(page.heldBack());
                            } else {
                                looking = false;
                                look();
                            }
                        },
                        failed -> {
                            LOG.atDebug().setCause(failed).log("the stream's log cannot be read");
                            breathe(false);
                        });
    }

    private boolean wantsDeliveries() {
        return joined.stream().anyMatch(one -> one.filter().wantsDeliveries());
    }

    /// Learns whose accounts are whose, if a filter asks: after the log was read, so that whoever
    /// is told of an act is told by what it made so.
    private Future<?> people(List<Subscriber> subscribers) {
        return subscribers.stream().anyMatch(one -> one.filter().asksForPeople())
                ? directories.now()
                : Future.succeededFuture();
    }

    private void breathe(boolean heldBack) {
        var breath = BREATH_FOR_EACH.multipliedBy(joined.size()).toMillis();
        vertx.setTimer(
                Math.clamp(breath, BREATH_MILLIS_MIN, BREATH_MILLIS_MAX),
                _ -> {
                    looking = false;
                    if (wanted || heldBack) {
                        look();
                    }
                });
    }

    private void tell(StreamLog.Page page) {
        var before = reached;
        reached = page.reached();
        if (page.entries().isEmpty()) {
            joined.forEach(one -> one.reach(Math.max(one.reached(), reached)));
            return;
        }
        metrics.hear(page.entries(), joined, directories.lately());
        late.hear(page.entries());
        var frames = page.entries().stream().map(entry -> Frame.of(entry, providerOf)).toList();
        // Subscribers with the same filter get the same buffer: it is put together once.
        Map<Filter, Buffer> buffers = new HashMap<>();
        for (var subscriber : joined) {
            // A snapshot can be ahead of the hub; what it holds is not told again.
            var buffer =
                    subscriber.reached() > before
                            ? joinOf(frames, subscriber.filter(), subscriber.reached())
                            : buffers.computeIfAbsent(
                                    subscriber.filter(), filter -> joinOf(frames, filter, before));
            if (buffer.length() > 0) {
                subscriber.write(buffer);
            }
            subscriber.reach(Math.max(subscriber.reached(), reached));
        }
        joined.removeIf(Subscriber::gone);
    }

    private Buffer joinOf(List<Frame> frames, Filter filter, long after) {
        var buffer = Buffer.buffer();
        for (var frame : frames) {
            if (frame.position() > after && filter.passes(frame.event(), directories.lately())) {
                buffer.appendBuffer(frame.bytes());
            }
        }
        return buffer;
    }

    private void ping() {
        var frame = Frame.bytes("ping", null, Json.text(Map.of("serverTime", clock.instant())));
        joined.forEach(one -> one.write(frame));
    }
}
