package dev.turnaround.server;

import dev.turnaround.api.Addresses;
import dev.turnaround.api.Api;
import dev.turnaround.api.Doorkeeper;
import dev.turnaround.api.Readiness;
import dev.turnaround.api.Scope;
import dev.turnaround.api.Tokens;
import dev.turnaround.connection.Connections;
import dev.turnaround.connection.hook.HookWork;
import dev.turnaround.contract.Problem;
import dev.turnaround.ingest.Eraser;
import dev.turnaround.ingest.Ingest;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.provider.Pause;
import dev.turnaround.provider.Provider;
import dev.turnaround.receive.Door;
import dev.turnaround.receive.Limits;
import dev.turnaround.reconcile.Reconciler;
import dev.turnaround.settings.Settings;
import dev.turnaround.store.Actor;
import dev.turnaround.store.Aggregates;
import dev.turnaround.store.Agreement;
import dev.turnaround.store.ApiTokens;
import dev.turnaround.store.Database;
import dev.turnaround.store.Directories;
import dev.turnaround.store.IssueReading;
import dev.turnaround.store.LateTies;
import dev.turnaround.store.Notifications;
import dev.turnaround.store.PeopleActs;
import dev.turnaround.store.Readers;
import dev.turnaround.store.Reading;
import dev.turnaround.store.StreamLog;
import dev.turnaround.store.SyncReason;
import dev.turnaround.store.SyncTold;
import dev.turnaround.store.Syncs;
import dev.turnaround.store.Upkeep;
import dev.turnaround.stream.Hub;
import dev.turnaround.stream.SyncProgress;
import dev.turnaround.trace.Tracing;
import dev.turnaround.web.Pages;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server.
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final Duration UPKEEP_EVERY = Duration.ofHours(1);
    private static final Duration CERTIFICATE_EVERY = Duration.ofSeconds(5);
    private static final long API_BODY_BYTES_MAX = 64 * 1024;

    private final Vertx vertx;
    private final Connections connections;
    private final HookWork hooks;
    private final Reconciler reconciler;
    private final Readers readers;
    private final Between between;
    private final Ingest ingest;
    private final Eraser eraser;
    private final Hub hub;
    private final Notifications notifications;
    private final Settings.Server address;
    private final int port;
    private final AtomicBoolean stopping;
    private final Tracing tracing;
    private final @Nullable String newAdminToken;

    private Server(
            Vertx vertx,
            Connections connections,
            HookWork hooks,
            Reconciler reconciler,
            Readers readers,
            Between between,
            Ingest ingest,
            Eraser eraser,
            Hub hub,
            Notifications notifications,
            Settings.Server address,
            int port,
            AtomicBoolean stopping,
            Tracing tracing,
            @Nullable String newAdminToken) {
        this.vertx = vertx;
        this.connections = connections;
        this.hooks = hooks;
        this.reconciler = reconciler;
        this.readers = readers;
        this.between = between;
        this.ingest = ingest;
        this.eraser = eraser;
        this.hub = hub;
        this.notifications = notifications;
        this.address = address;
        this.port = port;
        this.stopping = stopping;
        this.tracing = tracing;
        this.newAdminToken = newAdminToken;
    }

    /// Starts a server. Blocks until it takes requests.
    ///
    /// @param settings checked before
    /// @param database up and reachable
    /// @param providers all that connections may name
    /// @throws CannotListen when the address is taken or is not ours
    /// @throws RuntimeException when the database refuses
    public static Server start(
            Settings settings, Database database, List<Provider> providers, InstantSource clock) {
        database.migrate();
        var vertx = Vertx.vertx();
        var tracing = Traces.of(settings.operation().tracing());
        try {
            return start(vertx, settings, database, providers, clock, tracing);
        } catch (RuntimeException failed) {
            // Its connections go before the database does.
            vertx.close().await();
            tracing.close();
            throw failed;
        }
    }

    private static Server start(
            Vertx vertx,
            Settings settings,
            Database database,
            List<Provider> providers,
            InstantSource clock,
            Tracing tracing) {
        var readers = database.readers(vertx);
        var upkeep = new Upkeep(readers, settings.operation().retention().deliveryDays());
        upkeep.run(clock.instant());
        vertx.setPeriodic(UPKEEP_EVERY.toMillis(), _ -> keepUp(upkeep, clock));

        var reading = new Reading(readers);
        var log = new StreamLog(readers);
        var roster = new Roster(vertx, database, readers, providers, settings, clock);
        var connections = roster.of(settings);
        var directories = new Directories(readers);
        var aggregates = new Aggregates(readers);
        var byAuthor = settings.metrics().byAuthor();
        var terms = Terms.DEFAULT.approvals(settings.metrics().requiredApprovals());
        var hub =
                new Hub(
                        vertx,
                        log,
                        reading,
                        directories,
                        aggregates,
                        byAuthor,
                        terms,
                        clock,
                        connections::providerOf);
        var notifications = new Notifications(vertx, database, readers, hub::wake);
        roster.keepUp(connections, notifications);
        notifications.listen().await();
        know(vertx, database, settings);
        agree(readers, settings.calendars(), clock);
        Runnable news =
                () -> {
                    hub.wake();
                    notifications.announce();
                };
        var unlinkedToo = settings.people().unlinked() == Settings.Unlinked.INGEST;
        var ingest =
                new Ingest(
                        vertx, database, clock, connections::providerOf, unlinkedToo, terms, news);
        connections.watch(new Forgetting(ingest));
        var eraser = new Eraser(vertx, database, clock, news);
        var meters = new Meters();
        meters.watch(vertx, ingest, hub, reading, clock);

        var between = Between.of(settings, ingest, connections, meters.registry(), clock, tracing);
        var limits = limits(settings, clock);
        var door =
                new Door(
                        vertx,
                        connections::door,
                        between.arrivals(),
                        limits,
                        clock,
                        meters,
                        tracing);
        var made =
                settings.admin().token() == null ? adminToken(new ApiTokens(readers), clock) : null;
        SyncMeters.watch(
                vertx, readers, () -> Syncing.readable(connections), meters.registry(), clock);
        var progress = new SyncProgress(new SyncTold(readers), clock, news);
        PresentMeters.watch(
                vertx,
                readers,
                new StopHistograms(connections::providerOf, settings.metrics().repositoryLabel()),
                meters.registry(),
                clock);
        var reconciler =
                new Reconciler(
                        vertx,
                        database,
                        readers,
                        ingest::begin,
                        Syncing.timetable(settings.sync()),
                        clock,
                        Pause.REAL,
                        progress::tell,
                        tracing);
        connections.watch(new Syncing(reconciler));
        var port = port(settings.server());
        var webhooks = settings.server().publicUrl(port) + "/webhooks/";
        Function<String, URI> addresses = id -> URI.create(webhooks + id);
        var hookWork =
                HookCare.of(
                        connections,
                        readers,
                        addresses,
                        (connection, repository) ->
                                reconciler.request(connection, repository, null, SyncReason.GAP),
                        clock);
        HookCare.every(vertx, hookWork);
        var stopping = new AtomicBoolean();
        var api =
                new Api(
                        vertx,
                        new Doorkeeper(readers, Entrance.of(settings, port), clock),
                        reading,
                        new IssueReading(readers),
                        log,
                        hub,
                        directories,
                        aggregates,
                        byAuthor,
                        terms,
                        settings.metrics().score(),
                        ingest::peopleMoved,
                        connections,
                        roster.consents(connections),
                        addresses,
                        hookWork,
                        readers,
                        reconciler::request,
                        eraser::wake,
                        meters.registry(),
                        new Readiness(stopping::get, reading, between.reachable()),
                        clock);
        var server =
                new Server(
                        vertx,
                        connections,
                        hookWork,
                        reconciler,
                        readers,
                        between,
                        ingest,
                        eraser,
                        hub,
                        notifications,
                        settings.server(),
                        port,
                        stopping,
                        tracing,
                        made);
        try {
            listen(vertx, settings.server(), port, door, router(vertx, api), stopping);
        } catch (CannotListen | UnusableCertificate failed) {
            // In order, so that nothing that goes on in the background complains of the end.
            server.stop();
            throw failed;
        }
        reconciler.start();
        return server;
    }

    private static Limits limits(Settings settings, InstantSource clock) {
        var limits = settings.operation().limits();
        return new Limits(
                new Addresses(settings.access().trustedProxies())::sender,
                limits.addressPerSecond(),
                limits.connectionPerSecond(),
                clock);
    }

    private static void keepUp(Upkeep upkeep, InstantSource clock) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        upkeep.run(clock.instant());
                    } catch (RuntimeException failed) {
                        LOG.atWarn().setCause(failed).log("upkeep failed; it is tried again");
                    }
                });
    }

    /// A project that is selected is known, although nobody may have heard of an issue of it.
    private static void know(Vertx vertx, Database database, Settings settings) {
        var projects = new HashMap<String, Set<String>>();
        for (var connection : settings.connections()) {
            if (connection.projects() instanceof Settings.Selection.Listed(var listed)) {
                projects.put(
                        connection.id(),
                        listed.stream()
                                .map(key -> key.toUpperCase(Locale.ROOT))
                                .collect(Collectors.toUnmodifiableSet()));
            }
        }
        if (!projects.isEmpty()) {
            try (var ties = new LateTies(vertx, database)) {
                ties.know(projects);
            }
        }
    }

    /// What the file says of working hours holds from now on.
    private static void agree(Readers readers, Settings.Calendars told, InstantSource clock) {
        var calendars = new HashMap<>(told.teams());
        if (told.everybody() != null) {
            calendars.put(Agreement.ALL, told.everybody());
        }
        new PeopleActs(readers, Set::of)
                .provision(
                        calendars, new PeopleActs.Doer("the configuration file", clock.instant()));
    }

    /// Makes the administrator's token at the first start.
    private static @Nullable String adminToken(ApiTokens tokens, InstantSource clock) {
        if (tokens.everHad(Scope.ADMIN.word()).await()) {
            return null;
        }
        var token = Tokens.make();
        tokens.add(
                        Tokens.hash(token),
                        Scope.ADMIN.word(),
                        "made at the first start",
                        clock.instant(),
                        null,
                        Actor.SERVER,
                        null)
                .await();
        return token;
    }

    private static Router router(Vertx vertx, Api api) {
        var router = Router.router(vertx);
        Pages.fromClassPath().mount(router, api::answers);
        router.route()
                .handler(BodyHandler.create(false).setBodyLimit(API_BODY_BYTES_MAX))
                .handler(api::admit)
                .failureHandler(Api::problem);
        router.route("/*").subRouter(api.router().await());
        router.errorHandler(
                404, context -> Problem.send(context.request(), 404, "there is nothing here"));
        return router;
    }

    private static void listen(
            Vertx vertx,
            Settings.Server address,
            int port,
            Door door,
            Router router,
            AtomicBoolean stopping) {
        var tls = address.tls();
        var certificates = tls == null ? null : new Certificates(vertx, tls);
        var host = address.host();
        try {
            vertx.deployVerticle(
                            () -> new Http(host, port, door, router, certificates, stopping::get),
                            new DeploymentOptions()
                                    .setInstances(Runtime.getRuntime().availableProcessors()))
                    .await();
        } catch (Exception failed) {
            // A future that is waited for throws what it failed with, checked or not.
            throw new CannotListen(host, port, failed);
        }
        if (certificates != null) {
            vertx.setPeriodic(
                    CERTIFICATE_EVERY.toMillis(),
                    _ -> Thread.ofVirtual().start(certificates::look));
        }
    }

    private static int port(Settings.Server server) {
        try {
            return server.port() == 0 ? freePort(server.host()) : server.port();
        } catch (IOException failed) {
            throw new CannotListen(server.host(), server.port(), failed);
        }
    }

    /// Event loops share a socket by its port, so all must know it before the first one listens.
    private static int freePort(String host) throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        }
    }

    /// What reads the providers' APIs.
    public Reconciler reconciler() {
        return reconciler;
    }

    /// Its connections.
    public Connections connections() {
        return connections;
    }

    /// What it does with webhooks at providers.
    HookWork hooks() {
        return hooks;
    }

    /// How its runs stand.
    public Syncs syncs() {
        return new Syncs(readers);
    }

    /// Where people find it.
    public URI publicUrl() {
        return address.publicUrl(port);
    }

    /// Where it listens.
    public int port() {
        return port;
    }

    /// The administrator's token if this start made one: the only time it can be shown.
    public @Nullable String newAdminToken() {
        return newAdminToken;
    }

    /// Stops in order. First it only says that it will, for as long as the settings want, so that a
    /// proxy can send elsewhere what would come in the middle of the rest.
    @Override
    public void close() {
        stopping.set(true);
        try {
            Pause.REAL.of(address.drain());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        stop();
    }

    /// Stops: the streams, no new requests, the syncs, then what is in flight, then the database.
    private void stop() {
        stopping.set(true);
        hub.close().await();
        Future.all(vertx.deploymentIDs().stream().map(vertx::undeploy).toList()).await();
        reconciler.close();
        eraser.close();
        between.close();
        ingest.close();
        notifications.close().await();
        connections.close();
        readers.close().await();
        vertx.close().await();
        tracing.close();
    }
}
