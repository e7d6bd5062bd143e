package dev.turnaround.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a running PostgreSQL writes into its directory, and a killed one leaves there.
///
/// @param pid the process; 0 if the file does not say
/// @param port where it listens; 0 if the file does not say
/// @param ready whether it takes connections
record PidFile(long pid, int port, boolean ready) {
    // No system numbers a process so.
    private static final String NOBODY = "2147483647";
    // Line numbers:
    // https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/utils/pidfile.h
    private static final int PID_LINE = 1;
    private static final int PORT_LINE = 4;
    private static final int STATUS_LINE = 8;

    /// The file; null if there is none.
    static @Nullable PidFile of(Path cluster) throws IOException {
        var lines = lines(cluster);
        if (lines == null) {
            return null;
        }
        return new PidFile(
                number(lines, PID_LINE),
                number(lines, PORT_LINE),
                line(lines, STATUS_LINE).equals("ready"));
    }

    private static String line(List<String> lines, int number) {
        return lines.size() < number ? "" : lines.get(number - 1).strip();
    }

    private static int number(List<String> lines, int line) {
        var text = line(lines, line);
        try {
            return text.isEmpty() ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /// Makes the file that a dead PostgreSQL left harmless.
    ///
    /// PostgreSQL refuses to start while any process has the number in it, ours included. The rest
    /// must stay, because by it PostgreSQL sees whether backends of the dead one still live.
    static void disarm(Path cluster) throws IOException {
        var lines = lines(cluster);
        if (lines == null) {
            return;
        }
        if (lines.isEmpty()) {
            Files.delete(file(cluster));
            return;
        }
        lines.set(0, NOBODY);
        Files.writeString(file(cluster), String.join("\n", lines) + "\n");
    }

    boolean disarmed() {
        return Long.toString(pid).equals(NOBODY);
    }

    private static Path file(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    private static @Nullable List<String> lines(Path cluster) throws IOException {
        try {
            return Files.readAllLines(file(cluster));
        } catch (NoSuchFileException _) {
            return null;
        }
    }
}
