package dev.turnaround.cli;

import dev.turnaround.check.Checkup;
import dev.turnaround.connection.Opening;
import dev.turnaround.connection.Safe;
import dev.turnaround.connection.SealedGrants;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Grants;
import dev.turnaround.provider.Outgoing;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.Step;
import dev.turnaround.settings.ConnectionText;
import dev.turnaround.settings.Settings;
import dev.turnaround.store.Database;
import dev.turnaround.store.KeptConnection;
import dev.turnaround.store.KeptConnections;
import dev.turnaround.store.KeptGrants;
import dev.turnaround.store.Readers;
import dev.turnaround.store.WebhookSight;
import dev.turnaround.store.WebhookSights;
import dev.turnaround.vault.Vault;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
                "Checks the connections step by step and says what to do, those of the configuration and"
                        + " those made in the web page. Exit 1 when a step failed.",
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    private static final Step LOCKED =
            Step.failed(
                    "keys",
                    new Diagnosis(
                            "locked",
                            "it is sealed with keys that are not here",
                            "Give the check the same secrets.keyset as the server."));

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
        var settings = FoundKeys.asTheyAre(file.read(List.copyOf(providers.values()), System.err));
        var vertx = Vertx.vertx();
        try (var open = OpenDatabase.startOrJoin(settings.database())) {
            return open.with(readers -> check(settings, open.database(), readers, vertx)) ? 0 : 1;
        } finally {
            vertx.close().await();
        }
    }

    private boolean check(Settings settings, Database database, Readers readers, Vertx vertx) {
        var kept = new KeptConnections(readers);
        var keyset = settings.secrets().keyset();
        var vault = keyset == null ? null : Vault.of(keyset.reveal());
        var contents = vault == null ? locked(kept) : safe(kept, vault).all();
        Function<String, Grants> grants =
                vault == null
                        ? _ -> Grants.NONE
                        : id ->
                                new SealedGrants(
                                        id, new KeptGrants(vertx, database, readers), vault, clock);
        var outgoing = Outgoing.denying(settings.outgoing().deny());
        var opening = new Opening(providers.values(), vertx, clock, grants, outgoing);
        var checkup = new Checkup(outgoing, clock);
        var sights = new WebhookSights(readers);
        var printed = new PrintedSteps(System.out, PrintedSteps.Marks.ofTerminal());
        var all = all(settings, contents);
        refuseUnknown(all.keySet(), contents.locked());
        var passed = true;
        for (var connection : all.values()) {
            if (isWanted(connection.id())) {
                var seen = sights.of(connection.id()).await();
                passed &= check(opening, connection, checkup, seen, settings.server(), printed);
            }
        }
        for (var id : new TreeSet<>(contents.locked())) {
            if (isWanted(id) && !all.containsKey(id)) {
                printed.title(id);
                printed.step(LOCKED);
                passed = false;
            }
        }
        return passed;
    }

    /// Those of the configuration, and those that were made in the web page or by the API, of which
    /// one of the same id rests.
    private static Map<String, Settings.Connection> all(Settings settings, Safe.Contents made) {
        var all = new LinkedHashMap<String, Settings.Connection>();
        settings.connections().forEach(one -> all.put(one.id(), one));
        made.opened().forEach(one -> all.putIfAbsent(one.given().id(), one.given()));
        return all;
    }

    private Safe safe(KeptConnections kept, Vault vault) {
        return new Safe(kept, vault, new ConnectionText(providers.keySet()), clock);
    }

    private static Safe.Contents locked(KeptConnections kept) {
        return new Safe.Contents(
                List.of(),
                kept.all().stream()
                        .map(KeptConnection::id)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private boolean isWanted(String id) {
        return wanted == null || wanted.equals(id);
    }

    private void refuseUnknown(Set<String> known, Set<String> locked) {
        var all = new LinkedHashSet<>(known);
        all.addAll(locked);
        if (all.isEmpty()) {
            throw new Refusal("There are no connections yet.");
        }
        if (wanted != null && !all.contains(wanted)) {
            throw new Refusal(
                    "There is no connection %s; there are %s."
                            .formatted(wanted, String.join(", ", all)));
        }
    }

    private static boolean check(
            Opening opening,
            Settings.Connection connection,
            Checkup checkup,
            WebhookSight seen,
            Settings.Server server,
            PrintedSteps printed) {
        var line = opening.line(connection);
        try {
            printed.title(connection.id(), connection.provider(), line.address());
            var webhooks = URI.create(server.publicUrl() + "/webhooks/" + line.connection());
            var steps = checkup.of(line, seen, webhooks);
            steps.forEach(printed::step);
            return Checkup.passed(steps);
        } finally {
            var api = line.api();
            if (api != null) {
                api.close();
            }
        }
    }
}
