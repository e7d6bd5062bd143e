package dev.turnaround.cli;

import dev.turnaround.api.Scope;
import dev.turnaround.api.Tokens;
import dev.turnaround.provider.Provider;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.store.Actor;
import dev.turnaround.store.ApiTokens;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `turnaround sync`
@Command(
        name = "sync",
        description =
                "Reads from the provider what webhooks missed. Exit 0 when all was read, 1 when not, 2 when a part failed.",
        mixinStandardHelpOptions = true)
public final class SyncCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration SESSION = Duration.ofHours(24);

    private final List<Provider> providers;
    private final InstantSource clock;

    @Mixin private SettingsFile file = new SettingsFile();

    @Parameters(index = "0", paramLabel = "CONNECTION", description = "The connection to read.")
    private String connection = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "REPOSITORY",
            description =
                    "Name or identity of the one to read; all that are selected if none is given.")
    private @Nullable String repository;

    @Option(
            names = "--since",
            paramLabel = "T",
            description =
                    "Read what changed since then, as 2026-11-01 or 2026-11-01T09:00:00Z; without it, what is missing.")
    private @Nullable String since;

    /// The command.
    ///
    /// @param providers all that the settings may name
    public SyncCommand(List<Provider> providers, InstantSource clock) {
        this.providers = providers;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        var settings = file.read(providers, System.err);
        check(settings);
        var from = since(since, settings.sync().zone());
        var base = SyncServer.find(settings.server());
        return base.isPresent() ? through(base.get(), settings, from) : alone(settings, from);
    }

    private void check(Settings settings) {
        // One that the settings do not have may have been made in the server.
        var silent =
                settings.connections().stream()
                        .anyMatch(one ->
                                one.id().equals(connection) && one.auth().entries().isEmpty());
        if (silent) {
            throw new Refusal(
                    "The connection %s has no API credentials, so there is nothing to read from: give its auth in the settings."
                            .formatted(connection));
        }
    }

    /// A day begins where the daily sync has its time.
    static @Nullable Instant since(@Nullable String text, ZoneId zone) {
        if (text == null) {
            return null;
        }
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(zone).toInstant();
        } catch (DateTimeException nonsense) {
            throw new Refusal(
                    "--since "
                            + text
                            + ": expected a day such as 2026-11-01, or an instant such as 2026-11-01T09:00:00Z");
        }
    }

    /// Asks the server that runs on these settings. Who can read the settings may sign in: with the
    /// administrator's token where it stands there, else with a token of its own, for as long as it
    /// takes.
    private int through(URI base, Settings settings, @Nullable Instant from)
            throws InterruptedException {
        var token = settings.admin().token();
        if (token != null) {
            try (var server = SyncServer.withToken(base, token.reveal())) {
                return follow(server, from);
            }
        }
        var own = Tokens.make();
        try (var database = OpenDatabase.startOrJoin(settings.database())) {
            var now = clock.instant();
            var made =
                    database.with(readers ->
                            new ApiTokens(readers)
                                    .add(
                                            Tokens.hash(own),
                                            Scope.ADMIN.word(),
                                            "turnaround sync",
                                            now,
                                            now.plus(SESSION),
                                            Actor.TERMINAL,
                                            null)
                                    .await());
            try (var server = SyncServer.withToken(base, own)) {
                return follow(server, from);
            } finally {
                database.with(readers ->
                        new ApiTokens(readers)
                                .revoke(made.id(), clock.instant(), Actor.TERMINAL, null)
                                .await());
            }
        }
    }

    /// No server answers: one runs for as long as it takes, on this machine alone. What else is due
    /// by then begins as well, and the next server goes on with what this one leaves.
    private int alone(Settings settings, @Nullable Instant from) throws InterruptedException {
        var token = Tokens.make();
        var own =
                new Settings(
                        new Settings.Server("127.0.0.1", 0, null),
                        settings.database(),
                        new Settings.Admin(Secret.of(token)),
                        settings.access(),
                        settings.sync(),
                        settings.people(),
                        settings.metrics(),
                        settings.calendars(),
                        settings.secrets(),
                        settings.outgoing(),
                        settings.operation(),
                        new Settings.Ingest.Direct(),
                        settings.connections());
        try (var running = RunningServer.start(own, providers, clock);
                var server =
                        SyncServer.withToken(
                                URI.create("http://127.0.0.1:" + running.server().port()), token)) {
            return follow(server, from);
        }
    }

    private int follow(SyncServer server, @Nullable Instant from) throws InterruptedException {
        var screen = new SyncScreen(System.out, Terminal.isWatched());
        var lines = server.start(connection, repository, from);
        screen.show(lines);
        while (lines.stream().anyMatch(one -> !one.ended())) {
            Thread.sleep(LOOK_EVERY);
            lines = lines.stream().map(one -> one.ended() ? one : server.look(one.id())).toList();
            screen.show(lines);
        }
        return exitCode(lines);
    }

    /// The worst of them: failed before partial before succeeded.
    static int exitCode(List<SyncLine> lines) {
        if (lines.stream().anyMatch(one -> one.exitCode() == 1)) {
            return 1;
        }
        return lines.stream().mapToInt(SyncLine::exitCode).max().orElse(0);
    }
}
