package dev.turnaround.cli;

import dev.turnaround.provider.Provider;
import dev.turnaround.store.Actor;
import dev.turnaround.store.ApiTokens;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `turnaround token revoke`
@Command(
        name = "revoke",
        description =
                "Lets nobody in by this token any more, nor by a session that it was traded for.",
        mixinStandardHelpOptions = true)
public final class TokenRevokeCommand implements Callable<Integer> {
    private final List<Provider> providers;
    private final InstantSource clock;

    @Mixin private SettingsFile file = new SettingsFile();

    @Parameters(paramLabel = "ID", description = "As `turnaround token list` shows it.")
    private UUID id = new UUID(0, 0);

    /// The command.
    ///
    /// @param providers all that the settings may name
    public TokenRevokeCommand(List<Provider> providers, InstantSource clock) {
        this.providers = providers;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var settings = file.read(providers, System.err);
        try (var database = OpenDatabase.startOrJoin(settings.database())) {
            var revoked =
                    database.with(readers ->
                            new ApiTokens(readers)
                                    .revoke(id, clock.instant(), Actor.TERMINAL, null)
                                    .await());
            if (revoked.isEmpty()) {
                throw new Refusal("There is no token " + id + " that lets anybody in.");
            }
            System.out.println("Revoked: " + revoked.get().name());
        }
        return 0;
    }
}
