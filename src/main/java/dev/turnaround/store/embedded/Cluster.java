package dev.turnaround.store.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One PostgreSQL data directory.
final class Cluster {
    static final String USER = "turnaround";
    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration STOP_MAX = Duration.ofSeconds(30);
    private static final long LOG_BYTES_MAX = 10 * 1024 * 1024;

    /// Durable, on loopback, sized for a busy small server.
    private static final String SETTINGS =
            """

            # Turnaround's own. Do not relax the first three: an acknowledged delivery is a stored delivery.
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 100
            shared_buffers = 256MB
            wal_compression = on
            max_wal_size = 4GB
            jit = off
            log_min_messages = warning
            log_line_prefix = '%m [%p] '
            # Statements can hold titles and names: they stay out of the log.
            log_min_error_statement = panic
            log_parameter_max_length_on_error = 0
            log_error_verbosity = terse
            """;

    private final Path folder;
    private final Path log;
    private final Binaries binaries;
    private final Commands commands;

    Cluster(Path dataDir, Binaries binaries, Commands commands) {
        this.folder = dataDir.resolve("postgres").toAbsolutePath();
        this.log = dataDir.resolve("log").resolve("postgres.log").toAbsolutePath();
        this.binaries = binaries;
        this.commands = commands;
    }

    /// Makes the data directory if there is none. Made beside and then moved, so that one that was killed while it was made is
    /// never taken for a whole one.
    void initialize(Path passwordFile) {
        if (Files.exists(folder.resolve("PG_VERSION"))) {
            checkVersion();
            return;
        }
        var made = folder.resolveSibling("postgres.new");
        try {
            if (Files.exists(made)) {
                Binaries.delete(made);
            }
            var result =
                    commands.run(
                            START_MAX,
                            List.of(
                                    binaries.program("initdb"),
                                    "--pgdata=" + made,
                                    "--username=" + USER,
                                    "--auth=scram-sha-256",
                                    "--pwfile=" + passwordFile,
                                    "--encoding=UTF8",
                                    "--locale=C",
                                    "--data-checksums"));
            if (result.exit() != 0) {
                throw new EmbeddedFailure(
                        "The database cannot be made in " + folder + ":\n" + result.output());
            }
            Files.writeString(
                    made.resolve("postgresql.conf"),
                    Files.readString(made.resolve("postgresql.conf"), UTF_8) + SETTINGS,
                    UTF_8);
            Files.move(made, folder);
        } catch (IOException failed) {
            throw new EmbeddedFailure(
                    "The database cannot be made in " + folder + ": " + failed.getMessage(), failed);
        }
    }

    private void checkVersion() {
        try {
            var made = Files.readString(folder.resolve("PG_VERSION"), UTF_8).strip();
            var program =
                    commands.run(STOP_MAX, List.of(binaries.program("postgres"), "--version")).output();
            if (!program.contains(" " + made + ".")) {
                throw new EmbeddedFailure(
                        "The data in %s was made by PostgreSQL %s, and this is %s. Dump it with the old version and restore it with this one."
                                .formatted(folder, made, program.strip()));
            }
        } catch (IOException failed) {
            throw new EmbeddedFailure("The data in " + folder + " cannot be read", failed);
        }
    }

    /// Stops the PostgreSQL that a killed server has left behind, if there is one.
    void stopOrphan() {
        var orphan = running();
        if (orphan.isPresent()) {
            stop();
        } else {
            forgetUnrelated();
        }
    }

    /// The postmaster that runs on this data directory, if one does.
    private Optional<ProcessHandle> running() {
        return postmaster().flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive).filter(this::isOurs);
    }

    private boolean isOurs(ProcessHandle process) {
        var command = commandLine(process.pid());
        return command.contains("postgres") && command.contains(folder.toString());
    }

    private static String commandLine(long pid) {
        var proc = Path.of("/proc", Long.toString(pid), "cmdline");
        try {
            return Files.exists(proc)
                    ? Files.readString(proc, UTF_8).replace('\0', ' ')
                    : ProcessHandle.of(pid).flatMap(one -> one.info().commandLine()).orElse("");
        } catch (IOException gone) {
            return "";
        }
    }

    private Optional<Long> postmaster() {
        return pidFileLine(0).map(Long::valueOf);
    }

    /// The port on which it listens, if it has said so.
    Optional<Integer> port() {
        return running().flatMap(_ -> pidFileLine(3)).map(Integer::valueOf);
    }

    private Optional<String> pidFileLine(int index) {
        try {
            var lines = Files.readAllLines(folder.resolve("postmaster.pid"), UTF_8);
            return lines.size() > index ? Optional.of(lines.get(index).strip()) : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /// After a crash the file may name a process that has nothing to do with us; PostgreSQL would take it for its
    /// predecessor and refuse to start.
    private void forgetUnrelated() {
        var alive = postmaster().flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
        if (alive.isPresent()) {
            try {
                Files.deleteIfExists(folder.resolve("postmaster.pid"));
            } catch (IOException failed) {
                throw new EmbeddedFailure("A stale postmaster.pid cannot be removed", failed);
            }
        }
    }

    void start(int port) {
        try {
            Files.createDirectories(log.getParent());
            if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
                Files.delete(log);
            }
        } catch (IOException failed) {
            throw new EmbeddedFailure("The log folder cannot be made: " + failed.getMessage(), failed);
        }
        var result =
                commands.run(
                        START_MAX,
                        List.of(
                                binaries.program("pg_ctl"),
                                "start",
                                "--wait",
                                "--timeout=" + START_MAX.toSeconds(),
                                "--pgdata=" + folder,
                                "--log=" + log,
                                "--options=-p " + port));
        if (result.exit() != 0) {
            throw new EmbeddedFailure(
                    "PostgreSQL does not start. The end of " + log + ":\n" + endOfLog());
        }
    }

    private String endOfLog() {
        try {
            var lines = Files.readAllLines(log, UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
        } catch (IOException unreadable) {
            return "(it cannot be read)";
        }
    }

    /// Stops it in good order; if that takes too long, at once, which costs a recovery at the next start and no data.
    void stop() {
        if (stop("fast") != 0) {
            stop("immediate");
        }
    }

    private int stop(String mode) {
        return commands.run(
                        STOP_MAX.plusSeconds(5),
                        List.of(
                                binaries.program("pg_ctl"),
                                "stop",
                                "--wait",
                                "--timeout=" + STOP_MAX.toSeconds(),
                                "--pgdata=" + folder,
                                "--mode=" + mode))
                .exit();
    }
}
