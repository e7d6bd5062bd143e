package dev.turnaround.cli;

import dev.turnaround.log.UnusableLog;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.provider.UnusableSecrets;
import dev.turnaround.server.CannotListen;
import dev.turnaround.server.UnusableCertificate;
import dev.turnaround.store.embedded.EmbeddedFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/// The command that holds all others.
@Command(
        name = "turnaround",
        description = "Live code review timing: whose turn it is, and for how long.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Turnaround {
    private static final int FAILED = 1;

    private Turnaround() {}

    /// A command line without commands yet.
    public static CommandLine commandLine() {
        return new CommandLine(new Turnaround());
    }

    /// A command that only holds others.
    public static CommandLine group(String name, String description) {
        var spec = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
        spec.usageMessage().description(description);
        spec.parser().allowSubcommandsAsOptionParameters(false);
        return new CommandLine(spec);
    }

    /// Runs it.
    ///
    /// @return the process's exit code: 0 when all is well, 1 when it failed, 2 when it was called
    ///   wrongly
    public static int run(CommandLine commands, String... arguments) {
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setExecutionExceptionHandler((failed, _, _) -> explain(failed));
        return commands.execute(arguments);
    }

    /// A reason that the person can do something about is told as it is; anything else is a bug and
    /// keeps its trace.
    private static int explain(Exception failed) {
        System.out.flush();
        var reason = reason(failed);
        if (reason != null) {
            System.err.println(reason);
        } else {
            LoggerFactory.getLogger(Turnaround.class)
                    .atError()
                    .setCause(failed)
                    .log("the command failed");
        }
        return FAILED;
    }

    private static @Nullable String reason(Throwable failed) {
        for (var cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal
                    || cause instanceof CannotListen
                    || cause instanceof UnusableCertificate
                    || cause instanceof EmbeddedFailure
                    || cause instanceof UnusableLog
                    || cause instanceof UnusableSecrets
                    || cause instanceof UnusableCredentials) {
                return cause.getMessage();
            }
        }
        return null;
    }
}
