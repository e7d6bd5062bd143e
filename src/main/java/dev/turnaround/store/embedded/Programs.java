package dev.turnaround.store.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Runs PostgreSQL's programs for one data directory.
record Programs(Binaries binaries, Account account, DataDirectory data) {

    /// Starts one, with `input` to read, and the log file to write to.
    ///
    /// It inherits nothing of ours: neither pipes, which a reader of our output would wait on after
    /// we are gone, nor the environment, in which secrets lie and `PG…` variables may.
    Process begin(String input, String program, List<String> arguments) throws IOException {
        var words = new ArrayList<>(account.prefix());
        words.add(binaries.program(program));
        words.addAll(arguments);
        var builder =
                new ProcessBuilder(words)
                        .directory(new File("/"))
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(data.log().toFile()));
        var path = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("LC_ALL", "C");
        var process = builder.start();
        try (var writer = process.outputWriter(UTF_8)) {
            writer.write(input);
        }
        return process;
    }

    /// Runs one to its end.
    ///
    /// @throws EmbeddedFailure.Unusable when it does not end well
    void run(String input, String program, List<String> arguments)
            throws IOException, InterruptedException {
        var offset = data.logBytes();
        var process = begin(input, program, arguments);
        try {
            if (process.waitFor() != 0) {
                throw data.failed(
                        "PostgreSQL's " + program + " failed (" + process.exitValue() + ")",
                        offset);
            }
        } finally {
            process.destroy();
        }
    }
}
