package dev.turnaround.cli;

import dev.turnaround.check.Checkup;
import dev.turnaround.check.Line;
import dev.turnaround.connection.Opening;
import dev.turnaround.provider.Grants;
import dev.turnaround.provider.Outgoing;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.Step;
import dev.turnaround.settings.Settings;
import dev.turnaround.store.WebhookSight;
import dev.turnaround.store.WebhookSights;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `turnaround check`
@Command(
        name = "check",
        description =
                "Checks the connections step by step and says what to do. Exit 1 when a step failed.",
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    private final Map<String, Provider> providers;
    private final InstantSource clock;

    @Mixin private SettingsFile file = new SettingsFile();

    @Parameters(
            arity = "0..1",
            paramLabel = "CONNECTION",
            description = "The one to check; all of them if none is given.")
    private @Nullable String wanted;

    /// The command.
    ///
    /// @param providers all that the settings may name
    public CheckCommand(List<Provider> providers, InstantSource clock) {
        this.providers =
                providers.stream()
                        .collect(Collectors.toUnmodifiableMap(Provider::name, Function.identity()));
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var settings = file.read(List.copyOf(providers.values()), System.err);
        var connections = wanted(settings);
        var seen = seen(settings.database(), connections);
        var outgoing = Outgoing.denying(settings.outgoing().deny());
        var printed = new PrintedSteps(System.out, PrintedSteps.Marks.ofTerminal());
        var passed = true;
        var vertx = Vertx.vertx();
        try {
            for (var connection : connections) {
                passed &= check(connection, settings.server(), outgoing, seen, vertx, printed);
            }
        } finally {
            vertx.close().await();
        }
        return passed ? 0 : 1;
    }

    private List<Settings.Connection> wanted(Settings settings) {
        var all = settings.connections();
        var some =
                wanted == null ? all : all.stream().filter(one -> one.id().equals(wanted)).toList();
        if (some.isEmpty()) {
            throw new Refusal(
                    all.isEmpty()
                            ? "The settings have no connections yet."
                            : "The settings have no connection "
                                    + wanted
                                    + "; they have "
                                    + all.stream()
                                            .map(Settings.Connection::id)
                                            .collect(Collectors.joining(", "))
                                    + ".");
        }
        return some;
    }

    private boolean check(
            Settings.Connection connection,
            Settings.Server server,
            Outgoing outgoing,
            Map<String, WebhookSight> seen,
            Vertx vertx,
            PrintedSteps printed) {
        var provider = providers.get(connection.provider());
        if (provider == null) {
            throw new Refusal("There is no provider " + connection.provider() + ".");
        }
        var line =
                new Opening(List.of(provider), vertx, clock, _ -> Grants.NONE, outgoing)
                        .line(connection);
        try {
            printed.title(connection.id(), connection.provider(), line.address());
            var steps =
                    steps(
                            line,
                            seen.getOrDefault(line.connection(), WebhookSight.NONE),
                            server,
                            outgoing);
            steps.forEach(printed::step);
            return Checkup.passed(steps);
        } finally {
            var api = line.api();
            if (api != null) {
                api.close();
            }
        }
    }

    private List<Step> steps(
            Line line, WebhookSight seen, Settings.Server server, Outgoing outgoing) {
        return new Checkup(outgoing, clock)
                .of(line, seen, URI.create(server.publicUrl() + "/webhooks/" + line.connection()));
    }

    private static Map<String, WebhookSight> seen(
            Settings.Database database, List<Settings.Connection> connections) {
        try (var open = OpenDatabase.startOrJoin(database)) {
            return open.with(readers -> {
                var sights = new WebhookSights(readers);
                var seen = new HashMap<String, WebhookSight>();
                for (var connection : connections) {
                    seen.put(connection.id(), sights.of(connection.id()).await());
                }
                return seen;
            });
        }
    }
}
