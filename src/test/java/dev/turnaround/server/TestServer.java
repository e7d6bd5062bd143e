package dev.turnaround.server;

import dev.turnaround.connection.hook.HookWork;
import dev.turnaround.model.issue.ScoreWeights;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.github.GitHub;
import dev.turnaround.provider.jira.Jira;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.store.Database;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// A server for a test in the same JVM, and a client to it.
final class TestServer extends TestClient {
    static final String OLD_SECRET = "the secret before";

    private final Server server;
    private boolean stopped;

    private TestServer(Server server) {
        super(server.port());
        this.server = server;
    }

    /// A server on a database of its own.
    static TestServer fresh() {
        return on(TestDatabase.create());
    }

    static TestServer on(Endpoint database) {
        return on(database, new Settings.Selection.All());
    }

    static TestServer on(Endpoint database, Settings.Selection repositories) {
        return on(database, new GitHub(), gitHub(repositories));
    }

    /// The connection to GitHub that most tests have.
    static Settings.Connection gitHub(Settings.Selection repositories) {
        return new Settings.Connection(
                CONNECTION,
                "github",
                null,
                new Settings.Webhook(List.of(Secret.of(SECRET), Secret.of(OLD_SECRET)), Map.of()),
                new Settings.Credential.Group(Map.of()),
                repositories,
                new Settings.Selection.All());
    }

    static TestServer on(Endpoint database, Provider provider, Settings.Connection connection) {
        return on(database, List.of(provider), List.of(connection));
    }

    static TestServer on(
            Endpoint database, List<Provider> providers, List<Settings.Connection> connections) {
        return new TestServer(
                Server.start(
                        settings(connections),
                        new Database(database),
                        providers,
                        Clock.systemUTC()));
    }

    /// A server without connections that can keep some.
    static TestServer with(Endpoint database, String keyset, Provider provider) {
        return at(database, keyset, provider, Clock.systemUTC());
    }

    /// The same at a time that the test tells.
    static TestServer at(Endpoint database, String keyset, Provider provider, InstantSource clock) {
        return new TestServer(
                Server.start(
                        settings(List.of()).with(new Settings.Secrets(Secret.of(keyset))),
                        new Database(database),
                        List.of(provider),
                        clock));
    }

    /// A server with a log between its door and its database, with the connection that most tests
    /// have.
    static TestServer logging(Endpoint database, Settings.Ingest.Kafka log) {
        return logging(database, log, new Settings.Selection.All());
    }

    static TestServer logging(
            Endpoint database, Settings.Ingest.Kafka log, Settings.Selection repositories) {
        return new TestServer(
                Server.start(
                        settings(List.of(gitHub(repositories))).with(log),
                        new Database(database),
                        List.of(new GitHub()),
                        Clock.systemUTC()));
    }

    /// What it does with webhooks at providers.
    HookWork hooks() {
        return server.hooks();
    }

    /// A server that lets in by other rules than usual, with the connection that most tests have.
    static TestServer guarded(
            Endpoint database,
            Settings.Server address,
            Settings.Access access,
            InstantSource clock) {
        return new TestServer(
                Server.start(
                        settings(address, access, List.of(gitHub(new Settings.Selection.All()))),
                        new Database(database),
                        List.of(new GitHub()),
                        clock));
    }

    /// A server that is run by other rules than usual, with the connection that most tests have.
    static TestServer operated(
            Endpoint database,
            Settings.Server address,
            Settings.Access access,
            Settings.Operation operation) {
        return new TestServer(
                Server.start(
                        settings(address, access, List.of(gitHub(new Settings.Selection.All())))
                                .with(operation),
                        new Database(database),
                        List.of(new GitHub()),
                        Clock.systemUTC()));
    }

    /// A server that shows what it does to a collector.
    static TestServer traced(
            Endpoint database,
            Settings.Tracing tracing,
            Settings.Ingest between,
            List<Provider> providers,
            List<Settings.Connection> connections) {
        return new TestServer(
                Server.start(
                        settings(connections)
                                .with(Settings.Operation.UNLIMITED.with(tracing))
                                .with(between),
                        new Database(database),
                        providers,
                        Clock.systemUTC()));
    }

    /// A server for aggregates, at a time that the test tells.
    ///
    /// @param byAuthor whether views of authors are switched on
    static TestServer counting(Endpoint database, InstantSource clock, boolean byAuthor) {
        return new TestServer(
                Server.start(
                        settings(List.of(gitHub(new Settings.Selection.All())))
                                .with(
                                        new Settings.Metrics(
                                                byAuthor, true, 1, ScoreWeights.DEFAULT)),
                        new Database(database),
                        List.of(new GitHub()),
                        clock));
    }

    /// A server with Jira whose file says what the parts of a score are worth.
    static TestServer weighing(Endpoint database, ScoreWeights weights) {
        return new TestServer(
                Server.start(
                        settings(List.of(JiraHook.connection(new Settings.Selection.All())))
                                .with(new Settings.Metrics(true, true, 1, weights)),
                        new Database(database),
                        List.of(new Jira()),
                        Clock.systemUTC()));
    }

    /// A server whose file says when people work, at a time that the test tells.
    static TestServer working(
            Endpoint database, Settings.Calendars calendars, InstantSource clock) {
        return new TestServer(
                Server.start(
                        settings(List.of(gitHub(new Settings.Selection.All()))).with(calendars),
                        new Database(database),
                        List.of(new GitHub()),
                        clock));
    }

    /// A server that leaves out what those opened whom nobody knows.
    static TestServer strict(Endpoint database) {
        return new TestServer(
                Server.start(
                        settings(
                                new Settings.Server("127.0.0.1", 0, null),
                                Settings.Access.DEFAULT,
                                Settings.Unlinked.SKIP,
                                List.of(gitHub(new Settings.Selection.All()))),
                        new Database(database),
                        List.of(new GitHub()),
                        Clock.systemUTC()));
    }

    /// A server without connections that can keep some, under an address and at a time of the
    /// test's.
    static TestServer keeping(
            Endpoint database,
            Settings.Secrets keys,
            URI publicUrl,
            List<Provider> providers,
            InstantSource clock) {
        var address = new Settings.Server("127.0.0.1", 0, publicUrl);
        return new TestServer(
                Server.start(
                        settings(address, Settings.Access.DEFAULT, List.of()).with(keys),
                        new Database(database),
                        providers,
                        clock));
    }

    private static Settings settings(List<Settings.Connection> connections) {
        return settings(
                new Settings.Server("127.0.0.1", 0, null), Settings.Access.DEFAULT, connections);
    }

    private static Settings settings(
            Settings.Server address,
            Settings.Access access,
            List<Settings.Connection> connections) {
        return settings(address, access, Settings.Unlinked.INGEST, connections);
    }

    private static Settings settings(
            Settings.Server address,
            Settings.Access access,
            Settings.Unlinked unlinked,
            List<Settings.Connection> connections) {
        return new Settings(
                address,
                new Settings.Database.Embedded(Path.of("unused")),
                new Settings.Admin(Secret.of(TOKEN)),
                access,
                new Settings.Sync(LocalTime.of(3, 30), ZoneOffset.UTC, 180),
                new Settings.People(unlinked),
                connections);
    }

    /// Tells it to stop, and waits until it has. Its client goes on.
    void stop() {
        stopped = true;
        server.close();
    }

    @Override
    public void close() {
        super.close();
        if (!stopped) {
            server.close();
        }
    }
}
