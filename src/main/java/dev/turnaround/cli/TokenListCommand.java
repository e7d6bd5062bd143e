package dev.turnaround.cli;

import dev.turnaround.provider.Provider;
import dev.turnaround.store.ApiToken;
import dev.turnaround.store.ApiTokens;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `turnaround token list`
@Command(
        name = "list",
        description = "Lists the tokens; what they are themselves is not known.",
        mixinStandardHelpOptions = true)
public final class TokenListCommand implements Callable<Integer> {
    private static final int PAGE = 500;

    private final List<Provider> providers;
    private final InstantSource clock;

    @Mixin private SettingsFile file = new SettingsFile();

    /// The command.
    ///
    /// @param providers all that the settings may name
    public TokenListCommand(List<Provider> providers, InstantSource clock) {
        this.providers = providers;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var settings = file.read(providers, System.err);
        try (var database = OpenDatabase.startOrJoin(settings.database())) {
            database.with(readers -> {
                print(new ApiTokens(readers));
                return 0;
            });
        }
        return 0;
    }

    private void print(ApiTokens tokens) {
        line("ID", "SCOPE", "STATE", "LAST USED", "NAME");
        @Nullable ApiToken last = null;
        do {
            var page = tokens.list(last, PAGE).await();
            for (var token : page) {
                line(
                        token.id().toString(),
                        token.scope(),
                        state(token, clock.instant()),
                        token.lastUsedAt() == null ? "never" : token.lastUsedAt().toString(),
                        token.name());
            }
            last = page.size() < PAGE ? null : page.getLast();
        } while (last != null);
    }

    private static void line(String id, String scope, String state, String used, String name) {
        System.out.printf(
                Locale.ROOT, "%-36s  %-5s  %-28s  %-28s  %s%n", id, scope, state, used, name);
    }

    static String state(ApiToken token, Instant now) {
        var expires = token.expiresAt();
        if (token.revokedAt() != null) {
            return "revoked";
        }
        if (expires == null) {
            return "valid";
        }
        return expires.isAfter(now) ? "until " + expires : "expired";
    }
}
