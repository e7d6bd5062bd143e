package dev.turnaround.cli;

import dev.turnaround.provider.Provider;
import dev.turnaround.store.ViewRole;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `turnaround grafana-role`
@Command(
        name = "grafana-role",
        description =
                "Makes a role of the database that may read the views for others and nothing else, and shows its password this once.",
        mixinStandardHelpOptions = true)
public final class GrafanaRoleCommand implements Callable<Integer> {
    private static final int PASSWORD_BYTES = 24;

    private final List<Provider> providers;

    @Mixin private SettingsFile file = new SettingsFile();

    @Option(
            names = "--name",
            defaultValue = "turnaround_grafana",
            description = "What it is called. One that was made before gets a new password.")
    private String name = "";

    /// The command.
    ///
    /// @param providers all that the settings may name
    public GrafanaRoleCommand(List<Provider> providers) {
        this.providers = providers;
    }

    @Override
    public Integer call() {
        if (!ViewRole.NAME.matcher(name).matches()) {
            throw new Refusal(
                    "--name " + name + ": expected small letters, digits and underscores");
        }
        var settings = file.read(providers, System.err);
        try (var database = OpenDatabase.startOrJoin(settings.database())) {
            var password = password();
            database.with(readers ->
                    new ViewRole(readers)
                            .make(name, password, settings.metrics().byAuthor())
                            .await());
            var endpoint = database.database().endpoint();
            System.out.printf(
                    "host      %s:%d%ndatabase  %s%nuser      %s%npassword  %s%n",
                    endpoint.host(), endpoint.port(), endpoint.database(), name, password);
        } catch (ViewRole.Refused refused) {
            throw new Refusal(String.valueOf(refused.getMessage()));
        }
        return 0;
    }

    private static String password() {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
