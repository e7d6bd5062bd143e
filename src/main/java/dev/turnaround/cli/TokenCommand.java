package dev.turnaround.cli;

import dev.turnaround.api.Scope;
import dev.turnaround.api.Tokens;
import dev.turnaround.provider.Provider;
import dev.turnaround.store.Access;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `turnaround token create`
@Command(
        name = "create",
        description = "Makes a token and shows it this once.",
        mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {
    private final List<Provider> providers;
    private final InstantSource clock;

    @Mixin private SettingsFile file = new SettingsFile();

    @Option(
            names = "--scope",
            required = true,
            description = "What it may do: ${COMPLETION-CANDIDATES}.")
    private Scope scope = Scope.READ;

    @Option(
            names = "--name",
            defaultValue = "made in the terminal",
            description = "What it is for, to tell it from others.")
    private String name = "";

    /// The command.
    ///
    /// @param providers all that the settings may name
    public TokenCommand(List<Provider> providers, InstantSource clock) {
        this.providers = providers;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var settings = file.read(providers, System.err);
        try (var database = OpenDatabase.startOrJoin(settings.database())) {
            var token = Tokens.make();
            database.with(readers ->
                    new Access(readers)
                            .addToken(Tokens.hash(token), scope.word(), name, clock.instant())
                            .await());
            System.out.println(token);
        }
        return 0;
    }
}
