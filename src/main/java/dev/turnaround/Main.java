package dev.turnaround;

import dev.turnaround.cli.CheckCommand;
import dev.turnaround.cli.DemoCommand;
import dev.turnaround.cli.GrafanaRoleCommand;
import dev.turnaround.cli.HealthCommand;
import dev.turnaround.cli.KeysetCommands;
import dev.turnaround.cli.ServeCommand;
import dev.turnaround.cli.SyncCommand;
import dev.turnaround.cli.TokenCommand;
import dev.turnaround.cli.TokenListCommand;
import dev.turnaround.cli.TokenRevokeCommand;
import dev.turnaround.cli.Turnaround;
import dev.turnaround.cli.VerifyCommand;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.bitbucket.Bitbucket;
import dev.turnaround.provider.github.GitHub;
import dev.turnaround.provider.gitlab.GitLab;
import dev.turnaround.provider.jira.Jira;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine;

/// The way in, and the only place that names a provider.
public final class Main {
    private static final List<Provider> PROVIDERS =
            List.of(new GitHub(), new GitLab(), new Bitbucket(), new Jira());

    // The other one of Netty 4.2, its default, gives memory back and clears new memory so often
    // that
    // a twentieth of the processor goes there under load.
    // <https://netty.io/wiki/netty-4.2-migration-guide.html>
    private static final String ALLOCATOR = "io.netty.allocator.type";

    private Main() {}

    /// Runs the command that the arguments name.
    public static void main(String[] arguments) {
        if (System.getProperty(ALLOCATOR) == null) {
            System.setProperty(ALLOCATOR, "pooled");
        }
        var clock = Clock.systemUTC();
        var commands =
                Turnaround.commandLine()
                        .addSubcommand(new ServeCommand(PROVIDERS, clock))
                        .addSubcommand(new DemoCommand(PROVIDERS, clock))
                        .addSubcommand(new CheckCommand(PROVIDERS, clock))
                        .addSubcommand(new SyncCommand(PROVIDERS, clock))
                        .addSubcommand(new VerifyCommand(PROVIDERS))
                        .addSubcommand(new HealthCommand(PROVIDERS))
                        .addSubcommand(new GrafanaRoleCommand(PROVIDERS))
                        .addSubcommand(
                                Turnaround.group("token", "Access for programs and people.")
                                        .addSubcommand(new TokenCommand(PROVIDERS, clock))
                                        .addSubcommand(new TokenListCommand(PROVIDERS, clock))
                                        .addSubcommand(new TokenRevokeCommand(PROVIDERS, clock)))
                        .addSubcommand(
                                Turnaround.group(
                                                "keyset",
                                                "The keys that seal secrets in the database.")
                                        .addSubcommand(new KeysetCommands.Create())
                                        .addSubcommand(new KeysetCommands.Rotate()))
                        .addSubcommand(new CommandLine.HelpCommand());
        System.exit(Turnaround.run(commands, arguments));
    }
}
