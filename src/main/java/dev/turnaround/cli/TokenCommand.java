package dev.turnaround.cli;

import dev.turnaround.api.Scope;
import dev.turnaround.api.Tokens;
import dev.turnaround.provider.Provider;
import dev.turnaround.store.Actor;
import dev.turnaround.store.ApiTokens;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `turnaround token create`
@Command(
        name = "create",
        description = "Makes a token and shows it this once.",
        mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {
    private static final int DAYS_MAX = 3650;

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

    @Option(
            names = "--days",
            description = "For how many days it lets in; without, until it is revoked.")
    private @Nullable Integer days;

    /// The command.
    ///
    /// @param providers all that the settings may name
    public TokenCommand(List<Provider> providers, InstantSource clock) {
        this.providers = providers;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (days != null && (days < 1 || days > DAYS_MAX)) {
            throw new Refusal("--days " + days + ": expected a number from 1 to " + DAYS_MAX);
        }
        var settings = file.read(providers, System.err);
        try (var database = OpenDatabase.startOrJoin(settings.database())) {
            var token = Tokens.make();
            var now = clock.instant();
            database.with(readers ->
                    new ApiTokens(readers)
                            .add(
                                    Tokens.hash(token),
                                    scope.word(),
                                    name,
                                    now,
                                    days == null ? null : now.plus(Duration.ofDays(days)),
                                    Actor.TERMINAL,
                                    null)
                            .await());
            System.out.println(token);
        }
        return 0;
    }
}
