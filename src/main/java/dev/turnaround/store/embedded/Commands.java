package dev.turnaround.store.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs PostgreSQL's programs, which refuse to run as root. As root they run in a user namespace of their own: there they
/// are nobody in particular, and files of root's look like their own.
/// <https://man7.org/linux/man-pages/man1/unshare.1.html>
final class Commands {
    private final List<String> prefix;

    private Commands(List<String> prefix) {
        this.prefix = prefix;
    }

    /// What a program came to.
    ///
    /// @param exit 0 when it went well
    /// @param output what it printed
    record Result(int exit, String output) {}

    /// Programs for whoever we are.
    static Commands forThisUser() {
        if (!System.getProperty("user.name").equals("root")) {
            return new Commands(List.of());
        }
        var commands = new Commands(List.of("unshare", "--user"));
        try {
            if (commands.run(Duration.ofSeconds(5), List.of("true")).exit() == 0) {
                return commands;
            }
        } catch (EmbeddedFailure missing) {
            // Told below, with what to do about it.
        }
        throw new EmbeddedFailure(
                "PostgreSQL does not run as root, and user namespaces (unshare --user) are not allowed here. Start Turnaround as an ordinary user, or give database.url a PostgreSQL of yours.");
    }

    /// Runs a program to its end. Its output goes through a file and not a pipe: a server that it leaves behind would hold
    /// the pipe open.
    Result run(Duration timeMax, List<String> command) {
        var line = new ArrayList<>(prefix);
        line.addAll(command);
        try {
            var output = Files.createTempFile("turnaround-", ".out");
            try {
                var process =
                        new ProcessBuilder(line)
                                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                                .redirectErrorStream(true)
                                .redirectOutput(output.toFile())
                                .start();
                if (!process.waitFor(timeMax.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    return new Result(-1, "it took longer than " + timeMax.toSeconds() + " s");
                }
                return new Result(process.exitValue(), Files.readString(output, UTF_8));
            } finally {
                Files.delete(output);
            }
        } catch (IOException failed) {
            throw new EmbeddedFailure("A program cannot be run: " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EmbeddedFailure("Interrupted while a program ran", interrupted);
        }
    }
}
