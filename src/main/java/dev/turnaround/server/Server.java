package dev.turnaround.server;

import dev.turnaround.api.Api;
import dev.turnaround.api.Connected;
import dev.turnaround.api.Doorkeeper;
import dev.turnaround.api.Scope;
import dev.turnaround.api.Tokens;
import dev.turnaround.check.Line;
import dev.turnaround.contract.Problem;
import dev.turnaround.ingest.Ingest;
import dev.turnaround.provider.Pause;
import dev.turnaround.provider.Provider;
import dev.turnaround.receive.Connection;
import dev.turnaround.receive.Door;
import dev.turnaround.receive.Selection;
import dev.turnaround.reconcile.Reconciler;
import dev.turnaround.settings.Settings;
import dev.turnaround.store.Access;
import dev.turnaround.store.Database;
import dev.turnaround.store.Directories;
import dev.turnaround.store.IssueReading;
import dev.turnaround.store.LateTies;
import dev.turnaround.store.Notifications;
import dev.turnaround.store.Readers;
import dev.turnaround.store.Reading;
import dev.turnaround.store.StreamLog;
import dev.turnaround.store.SyncTold;
import dev.turnaround.store.Syncs;
import dev.turnaround.store.Upkeep;
import dev.turnaround.stream.Hub;
import dev.turnaround.stream.SyncProgress;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server.
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final Duration UPKEEP_EVERY = Duration.ofHours(1);
    private static final long API_BODY_BYTES_MAX = 64 * 1024;

    private final Vertx vertx;
    private final Collection<Line> lines;
    private final Reconciler reconciler;
    private final Readers readers;
    private final Ingest ingest;
    private final Hub hub;
    private final Notifications notifications;
    private final URI publicUrl;
    private final int port;
    private final @Nullable String newAdminToken;

    private Server(
            Vertx vertx,
            Collection<Line> lines,
            Reconciler reconciler,
            Readers readers,
            Ingest ingest,
            Hub hub,
            Notifications notifications,
            URI publicUrl,
            int port,
            @Nullable String newAdminToken) {
        this.vertx = vertx;
        this.lines = lines;
        this.reconciler = reconciler;
        this.readers = readers;
        this.ingest = ingest;
        this.hub = hub;
        this.notifications = notifications;
        this.publicUrl = publicUrl;
        this.port = port;
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
        try {
            return start(vertx, settings, database, providers, clock);
        } catch (RuntimeException failed) {
            // Its connections go before the database does.
            vertx.close().await();
            throw failed;
        }
    }

    private static Server start(
            Vertx vertx,
            Settings settings,
            Database database,
            List<Provider> providers,
            InstantSource clock) {
        var readers = database.readers(vertx);
        var upkeep = new Upkeep(readers);
        upkeep.run(clock.instant());
        vertx.setPeriodic(UPKEEP_EVERY.toMillis(), _ -> keepUp(upkeep, clock));

        var providerOf =
                settings.connections().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Settings.Connection::id, Settings.Connection::provider));
        UnaryOperator<String> providerName =
                connection -> providerOf.getOrDefault(connection, "unknown");
        var reading = new Reading(readers);
        var log = new StreamLog(readers);
        var directories = new Directories(readers);
        var hub = new Hub(vertx, log, reading, directories, clock, providerName);
        var notifications = new Notifications(vertx, database, readers, hub::wake);
        notifications.listen().await();
        know(vertx, database, settings);
        Runnable news =
                () -> {
                    hub.wake();
                    notifications.announce();
                };
        var unlinkedToo = settings.people().unlinked() == Settings.Unlinked.INGEST;
        var ingest = new Ingest(vertx, database, clock, providerName, unlinkedToo, news);
        var meters = new Meters();
        meters.watch(vertx, ingest, hub, reading, clock);

        var lines = lines(settings, providers, vertx, clock);
        var connections = connections(settings, providers, reading);
        var door = new Door(vertx, connections::get, ingest, clock, meters);
        var access = new Access(readers);
        var token = settings.admin().token();
        var made = token == null ? adminToken(access, clock) : null;
        var doorkeeper =
                new Doorkeeper(
                        access,
                        token == null ? null : token.reveal(),
                        "https".equals(settings.server().publicUrl().getScheme()),
                        clock);
        var withApi =
                lines.values().stream()
                        .filter(line -> line.api() != null)
                        .map(Line::connection)
                        .toList();
        SyncMeters.watch(vertx, readers, withApi, meters.registry(), clock);
        var progress = new SyncProgress(new SyncTold(readers), clock, news);
        var reconciler =
                new Reconciler(
                        vertx,
                        database,
                        readers,
                        Syncing.sources(lines.values(), connections),
                        ingest::take,
                        Syncing.timetable(settings.sync()),
                        clock,
                        Pause.REAL,
                        progress::tell);
        var port = port(settings.server());
        var api =
                new Api(
                        vertx,
                        doorkeeper,
                        reading,
                        new IssueReading(readers),
                        log,
                        hub,
                        directories,
                        ingest::peopleMoved,
                        connected(settings, lines, port),
                        readers,
                        reconciler::request,
                        meters.registry(),
                        clock);
        listen(vertx, settings.server().host(), port, door, router(vertx, api));
        reconciler.start();
        return new Server(
                vertx,
                lines.values(),
                reconciler,
                readers,
                ingest,
                hub,
                notifications,
                settings.server().publicUrl(port),
                port,
                made);
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

    private static Map<String, Connection> connections(
            Settings settings, List<Provider> providers, Reading reading) {
        var byName = providers.stream().collect(Collectors.toMap(Provider::name, one -> one));
        var known = reading.repositories().await();
        var connections = new LinkedHashMap<String, Connection>();
        var index = 0;
        for (var given : settings.connections()) {
            var provider = byName.get(given.provider());
            if (provider == null) {
                throw new IllegalArgumentException("settings name a provider that is not there");
            }
            connections.put(
                    given.id(),
                    new Connection(
                            given.id(),
                            provider.name(),
                            provider.contentTypes(),
                            provider.webhooks(given.id(), ConnectionSecrets.of(index++, given)),
                            selection(given, known)));
        }
        return connections;
    }

    /// How the API of each connection is reached, in the order of the settings.
    private static Map<String, Line> lines(
            Settings settings, List<Provider> providers, Vertx vertx, InstantSource clock) {
        var byName = providers.stream().collect(Collectors.toMap(Provider::name, one -> one));
        var lines = new LinkedHashMap<String, Line>();
        for (var given : settings.connections()) {
            var provider = byName.get(given.provider());
            if (provider == null) {
                throw new IllegalArgumentException("settings name a provider that is not there");
            }
            lines.put(given.id(), ConnectionLines.of(given, provider, vertx, clock));
        }
        return lines;
    }

    /// The connections as they may be shown.
    private static Map<String, Connected> connected(
            Settings settings, Map<String, Line> lines, int port) {
        var webhooks = settings.server().publicUrl(port) + "/webhooks/";
        var connected = new LinkedHashMap<String, Connected>();
        for (var given : settings.connections()) {
            connected.put(
                    given.id(),
                    new Connected(
                            Objects.requireNonNull(lines.get(given.id())),
                            URI.create(webhooks + given.id()),
                            selected(given)));
        }
        return connected;
    }

    /// A provider has repositories or projects; whichever is listed is what is wanted. Null for
    /// all.
    private static @Nullable List<String> selected(Settings.Connection given) {
        var names = new ArrayList<String>();
        var all = true;
        for (var some : List.of(given.repositories(), given.projects())) {
            if (some instanceof Settings.Selection.Listed(var listed)) {
                names.addAll(listed);
                all = false;
            }
        }
        return all ? null : names;
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

    private static Selection selection(
            Settings.Connection given, List<Reading.KnownRepository> known) {
        var names = selected(given);
        return names == null
                ? Selection.all()
                : Selection.of(
                        names,
                        known.stream()
                                .filter(one -> one.connection().equals(given.id()))
                                .map(Reading.KnownRepository::id)
                                .toList());
    }

    /// Makes the administrator's token at the first start.
    private static @Nullable String adminToken(Access access, InstantSource clock) {
        if (access.hasToken(Scope.ADMIN.word()).await()) {
            return null;
        }
        var token = Tokens.make();
        access.addToken(
                        Tokens.hash(token),
                        Scope.ADMIN.word(),
                        "made at the first start",
                        clock.instant())
                .await();
        return token;
    }

    private static Router router(Vertx vertx, Api api) {
        var router = Router.router(vertx);
        Pages.fromClassPath().mount(router);
        router.route()
                .handler(BodyHandler.create(false).setBodyLimit(API_BODY_BYTES_MAX))
                .handler(api::admit)
                .failureHandler(Api::problem);
        router.route("/*").subRouter(api.router().await());
        router.errorHandler(
                404, context -> Problem.send(context.request(), 404, "there is nothing here"));
        return router;
    }

    private static void listen(Vertx vertx, String host, int port, Door door, Router router) {
        try {
            vertx.deployVerticle(
                            () -> new Http(host, port, door, router),
                            new DeploymentOptions()
                                    .setInstances(Runtime.getRuntime().availableProcessors()))
                    .await();
        } catch (Exception failed) {
            // A future that is waited for throws what it failed with, checked or not.
            throw new CannotListen(host, port, failed);
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

    /// How its runs stand.
    public Syncs syncs() {
        return new Syncs(readers);
    }

    /// Where people find it.
    public URI publicUrl() {
        return publicUrl;
    }

    /// Where it listens.
    public int port() {
        return port;
    }

    /// The administrator's token if this start made one: the only time it can be shown.
    public @Nullable String newAdminToken() {
        return newAdminToken;
    }

    /// Stops in order: the streams, no new requests, the syncs, then what is in flight, then the
    /// database.
    @Override
    public void close() {
        hub.close().await();
        Future.all(vertx.deploymentIDs().stream().map(vertx::undeploy).toList()).await();
        reconciler.close();
        ingest.close();
        notifications.close().await();
        lines.stream()
                .map(Line::api)
                .filter(Objects::nonNull)
                .forEach(dev.turnaround.provider.Api::close);
        readers.close().await();
        vertx.close().await();
    }
}
