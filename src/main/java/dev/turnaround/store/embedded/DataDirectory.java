package dev.turnaround.store.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;

/// Where everything of one embedded PostgreSQL lies.
record DataDirectory(Path root) {
    private static final long LOG_BYTES_MAX = 10 << 20;
    private static final int LOG_LINES_SHOWN = 15;

    /// The directory, made if it was not there.
    static DataDirectory at(Path path) {
        var absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            // PostgreSQL's command line shows the real path, and orphans are known by it.
            return new DataDirectory(absolute.toRealPath());
        } catch (IOException e) {
            throw new EmbeddedFailure.DataDirectoryNotWritable(absolute, e);
        }
    }

    Path lock() {
        return root.resolve("server.lock");
    }

    Path cluster() {
        return root.resolve("postgres");
    }

    Path password() {
        return root.resolve("password");
    }

    Path log() {
        return root.resolve("log/postgres.log");
    }

    Path binaries() {
        return root.resolve("binaries");
    }

    /// Makes the log file's folder, and puts a long log aside.
    void prepareLog() throws IOException {
        var folder = root.resolve("log");
        if (!Files.isDirectory(folder)) {
            // PostgreSQL quotes failed statements, and what was in them.
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        if (Files.exists(log()) && Files.size(log()) > LOG_BYTES_MAX) {
            Files.move(
                    log(), folder.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    long logBytes() throws IOException {
        return Files.exists(log()) ? Files.size(log()) : 0;
    }

    /// What was logged after `offset`: the last lines of it, each on a line of its own.
    String logSince(long offset) {
        var last = new ArrayDeque<String>();
        try (var in = Files.newInputStream(log())) {
            in.skipNBytes(offset);
            for (var line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                last.add(line);
                if (last.size() > LOG_LINES_SHOWN) {
                    last.remove();
                }
            }
        } catch (IOException e) {
            return EmbeddedFailure.reason(e);
        }
        return String.join("\n", last);
    }

    EmbeddedFailure.Unusable unusable(Exception cause) {
        return new EmbeddedFailure.Unusable(
                "the database in " + root + " cannot be used: " + EmbeddedFailure.reason(cause),
                cause);
    }

    EmbeddedFailure.Unusable failed(String what, long logOffset) {
        return new EmbeddedFailure.Unusable(
                what
                        + "; "
                        + log()
                        + " ends with\n"
                        + logSince(logOffset).indent(4).stripTrailing(),
                null);
    }
}
