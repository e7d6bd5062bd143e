package dev.turnaround.cli;

import dev.turnaround.connection.ConnectionSecrets;
import dev.turnaround.connection.Opening;
import dev.turnaround.provider.AddressRange;
import dev.turnaround.provider.Grants;
import dev.turnaround.provider.Outgoing;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.provider.UnusableSecrets;
import dev.turnaround.settings.InvalidSettings;
import dev.turnaround.settings.Loaded;
import dev.turnaround.settings.Problem;
import dev.turnaround.settings.Settings;
import dev.turnaround.settings.SettingsReader;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that says where the settings are.
final class SettingsFile {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The settings; config/turnaround.yaml if it is there and nothing is given.")
    private @Nullable Path file;

    /// Reads them, and tells of what looks like a mistake.
    ///
    /// @throws Refusal naming each key that is wrong, and its line
    Settings read(List<Provider> providers, PrintStream warnings) {
        var byName = providers.stream().collect(Collectors.toMap(Provider::name, one -> one));
        try {
            var loaded =
                    new SettingsReader(byName.keySet(), System.getenv())
                            .readFirst(file, Path.of(""));
            checkOutgoing(loaded);
            checkProxies(loaded);
            checkSecrets(loaded, byName);
            checkCredentials(loaded, byName);
            LogOutput.use(loaded.settings().operation().log());
            loaded.warnings().forEach(warning -> warnings.println("warning: " + warning));
            return loaded.settings();
        } catch (InvalidSettings invalid) {
            throw new Refusal("The settings cannot be used:\n" + invalid.getMessage());
        }
    }

    /// Which ranges of addresses there are only those who make calls know.
    private static void checkOutgoing(Loaded loaded) throws InvalidSettings {
        var denied = loaded.settings().outgoing().deny();
        var problems = new ArrayList<Problem>();
        for (var index = 0; index < denied.size(); index++) {
            if (AddressRange.of(denied.get(index)) == null) {
                problems.add(
                        loaded.problem(
                                Outgoing.SETTING + "[" + index + "]",
                                "one of "
                                        + String.join(", ", AddressRange.names())
                                        + ", an IP address, or a block such as 10.1.0.0/16"));
            }
        }
        if (!problems.isEmpty()) {
            throw Loaded.refused(problems);
        }
    }

    /// Reads them for somebody who only wants to find the server, and is in a hurry.
    Settings readUnchecked(List<Provider> providers) {
        var names = providers.stream().map(Provider::name).collect(Collectors.toUnmodifiableSet());
        try {
            return new SettingsReader(names, System.getenv())
                    .readFirst(file, Path.of(""))
                    .settings();
        } catch (InvalidSettings invalid) {
            throw new Refusal("The settings cannot be used:\n" + invalid.getMessage());
        }
    }

    private static void checkProxies(Loaded loaded) throws InvalidSettings {
        var proxies = loaded.settings().access().trustedProxies();
        for (var index = 0; index < proxies.size(); index++) {
            if (AddressRange.of(proxies.get(index)) == null) {
                throw Loaded.refused(
                        List.of(
                                loaded.problem(
                                        "access.trustedProxies[" + index + "]",
                                        "an IP address, or a block such as 10.1.0.0/16")));
            }
        }
    }

    /// Which kinds of secret there are only the provider knows.
    private static void checkSecrets(Loaded loaded, Map<String, Provider> providers)
            throws InvalidSettings {
        var problems = new ArrayList<Problem>();
        var index = 0;
        for (var connection : loaded.settings().connections()) {
            var provider = providers.get(connection.provider());
            try {
                var secrets = ConnectionSecrets.of(index++, connection, provider);
                secrets.checked(provider == null ? Set.of() : provider.secretKinds());
            } catch (UnusableSecrets unusable) {
                problems.add(loaded.problem(unusable.key(), unusable.expected()));
            }
        }
        if (!problems.isEmpty()) {
            throw Loaded.refused(problems);
        }
    }

    /// Which credentials can be signed in with only the provider knows, and it says so when its API
    /// is made, which makes no call yet.
    private static void checkCredentials(Loaded loaded, Map<String, Provider> providers)
            throws InvalidSettings {
        var connections = loaded.settings().connections();
        if (connections.stream().allMatch(one -> one.auth().entries().isEmpty())) {
            return;
        }
        var problems = new ArrayList<Problem>();
        var vertx = Vertx.vertx();
        try {
            for (var index = 0; index < connections.size(); index++) {
                var connection = connections.get(index);
                var provider = Objects.requireNonNull(providers.get(connection.provider()));
                try {
                    var api =
                            new Opening(
                                            List.of(provider),
                                            vertx,
                                            InstantSource.system(),
                                            _ -> Grants.NONE,
                                            Outgoing.ANYWHERE)
                                    .line(connection)
                                    .api();
                    if (api != null) {
                        api.close();
                    }
                } catch (UnusableCredentials unusable) {
                    problems.add(
                            loaded.problem(
                                    "connections[" + index + "].auth",
                                    String.valueOf(unusable.getMessage())));
                }
            }
        } finally {
            vertx.close().await();
        }
        if (!problems.isEmpty()) {
            throw Loaded.refused(problems);
        }
    }
}
