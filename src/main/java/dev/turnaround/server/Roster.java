package dev.turnaround.server;

import dev.turnaround.connection.Connections;
import dev.turnaround.connection.Consents;
import dev.turnaround.connection.Opening;
import dev.turnaround.connection.Safe;
import dev.turnaround.connection.SealedGrants;
import dev.turnaround.provider.Grants;
import dev.turnaround.provider.Outgoing;
import dev.turnaround.provider.Provider;
import dev.turnaround.receive.Selection;
import dev.turnaround.settings.ConnectionText;
import dev.turnaround.settings.Settings;
import dev.turnaround.store.Away;
import dev.turnaround.store.Bonds;
import dev.turnaround.store.ConsentAttempts;
import dev.turnaround.store.Database;
import dev.turnaround.store.KeptConnections;
import dev.turnaround.store.KeptGrants;
import dev.turnaround.store.Notifications;
import dev.turnaround.store.Readers;
import dev.turnaround.vault.Vault;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the connections to life, and keeps them as the database has them.
final class Roster {
    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

    /// Notifications may be lost.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Database database;
    private final Readers readers;
    private final List<Provider> providers;
    private final @Nullable Vault vault;
    private final Outgoing outgoing;
    private final InstantSource clock;
    private final Map<String, SealedGrants> granted = new ConcurrentHashMap<>();
    private volatile Runnable announce = () -> {};

    Roster(
            Vertx vertx,
            Database database,
            Readers readers,
            List<Provider> providers,
            Settings settings,
            InstantSource clock) {
        this.vertx = vertx;
        this.database = database;
        this.readers = readers;
        this.providers = providers;
        var keyset = settings.secrets().keyset();
        this.vault = keyset == null ? null : Vault.of(keyset.reveal());
        this.outgoing = Outgoing.denying(settings.outgoing().deny());
        this.clock = clock;
    }

    /// The connections of the settings and of the database. Waits for the database.
    Connections of(Settings settings) {
        var text =
                new ConnectionText(
                        providers.stream()
                                .map(Provider::name)
                                .collect(Collectors.toUnmodifiableSet()));
        var safe =
                vault == null ? null : new Safe(new KeptConnections(readers), vault, text, clock);
        if (safe != null) {
            safe.reseal();
        }
        var connections =
                new Connections(
                        settings.connections(),
                        new Opening(providers, vertx, clock, grants(), outgoing),
                        safe,
                        text,
                        this::selection,
                        () -> announce.run());
        connections.reload();
        return connections;
    }

    /// How people let them in.
    Consents consents(Connections connections) {
        var keys = vault;
        return new Consents(
                connections,
                new ConsentAttempts(readers),
                keys,
                keys == null ? Roster::unkept : connection -> granted(connection, keys),
                clock);
    }

    private static SealedGrants unkept(String connection) {
        throw new IllegalStateException("nothing that is granted to " + connection + " is kept");
    }

    private Function<String, Grants> grants() {
        var keys = vault;
        return keys == null ? _ -> Grants.NONE : connection -> granted(connection, keys);
    }

    private SealedGrants granted(String connection, Vault keys) {
        return granted.computeIfAbsent(
                connection,
                id -> new SealedGrants(id, new KeptGrants(vertx, database, readers), keys, clock));
    }

    private Selection selection(String connection, Selection.Rule rule) {
        var bonds = new Bonds(readers);
        var known =
                rule.equals(Selection.Rule.ALL)
                        ? List.<Selection.Bond>of()
                        : bonds.of(connection).stream()
                                .map(one -> new Selection.Bond(one.word(), one.repository()))
                                .toList();
        return new Selection(
                rule,
                known,
                bond -> bonds.add(connection, new Bonds.Bond(bond.word(), bond.repository())));
    }

    /// Takes up what other processes change, and tells them what this one does.
    void keepUp(Connections connections, Notifications notifications) {
        announce = notifications::announceConnections;
        notifications.onConnectionsChanged(() -> look(connections));
        vertx.setPeriodic(LOOK_EVERY.toMillis(), _ -> look(connections));
    }

    private static void look(Connections connections) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        connections.reload();
                    } catch (Away away) {
                        LOG.atWarn().setCause(away).log("connections are looked for again soon");
                    }
                });
    }
}
