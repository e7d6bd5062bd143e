package dev.turnaround.store.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running PostgreSQL server of our cluster.
///
/// @param cluster its files
/// @param pid its main process
/// @param port where it listens on loopback
record Postmaster(Path cluster, long pid, int port) {
    static final String HOST = "127.0.0.1";

    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
    private static final Duration POLL = Duration.ofMillis(5);
    // Recovery after a crash reads up to the 4 GB of log that the settings allow.
    private static final Duration START_MAX = Duration.ofMinutes(10);
    private static final Duration BUSY_MAX = Duration.ofSeconds(15);
    private static final Duration BACKENDS_MAX = Duration.ofSeconds(2);
    private static final Duration FAST_MAX = Duration.ofSeconds(30);
    private static final Duration IMMEDIATE_MAX = Duration.ofSeconds(10);

    private static final List<String> SETTINGS =
            List.of(
                    "listen_addresses=" + HOST,
                    "unix_socket_directories=",
                    "fsync=on",
                    "synchronous_commit=on",
                    "full_page_writes=on",
                    "password_encryption=scram-sha-256",
                    "max_connections=100",
                    "shared_buffers=256MB",
                    "max_wal_size=4GB",
                    // These binaries are built without lz4, and pglz costs more processor than the
                    // disk it saves.
                    "wal_compression=off",
                    "jit=off",
                    "timezone=UTC",
                    "log_timezone=UTC",
                    "log_checkpoints=off",
                    // Statements can hold titles and names: they stay out of the log.
                    "log_min_error_statement=panic",
                    "log_parameter_max_length_on_error=0",
                    "log_error_verbosity=terse");

    /// Starts the server. Nobody else may be using the cluster; orphans are ended first.
    ///
    /// @param port 0 for any free one
    /// @param besides settings that ours give way to
    static Postmaster start(Programs programs, int port, List<String> besides)
            throws IOException, InterruptedException {
        var deadline = System.nanoTime() + BUSY_MAX.toNanos();
        while (true) {
            endOrphans(programs);
            var offset = programs.data().logBytes();
            var started = attempt(programs, port == 0 ? freePort() : port, besides);
            if (started != null) {
                return started;
            }
            var log = programs.data().logSince(offset);
            // A port can be taken between our look and its bind; backends outlive a killed server
            // by
            // a moment; an orphan may have been too young to be seen.
            var passing =
                    (port == 0 && log.contains("Address already in use"))
                            || log.contains("pre-existing shared memory block")
                            || log.contains("lock file \"postmaster.pid\" already exists");
            if (!passing || System.nanoTime() > deadline) {
                throw programs.data().failed("PostgreSQL did not start", offset);
            }
            Thread.sleep(POLL.multipliedBy(20));
        }
    }

    /// Whether it still runs.
    boolean running() {
        return isPostmaster(pid, cluster);
    }

    /// Ends the server: sessions are cut off, what is committed is written. Waits until it is gone,
    /// but not for ever.
    ///
    /// @return whether it is gone
    boolean stop(Programs programs) throws IOException, InterruptedException {
        return !running()
                || stop(programs, "fast", FAST_MAX)
                || stop(programs, "immediate", IMMEDIATE_MAX);
    }

    private boolean stop(Programs programs, String mode, Duration max)
            throws IOException, InterruptedException {
        // pg_ctl would wait itself, but looks only ten times a second.
        programs.begin(
                        "",
                        "pg_ctl",
                        List.of("stop", "--mode=" + mode, "--no-wait", "--pgdata=" + cluster))
                .waitFor();
        return becomes(max, () -> !running());
    }

    private static @Nullable Postmaster attempt(Programs programs, int port, List<String> besides)
            throws IOException, InterruptedException {
        var cluster = programs.data().cluster();
        // pg_ctl gives the server a session of its own: Ctrl-C in our terminal does not reach it.
        var starter =
                programs.begin(
                        "",
                        "pg_ctl",
                        List.of(
                                "start",
                                "--wait",
                                "--timeout=" + START_MAX.toSeconds(),
                                "--pgdata=" + cluster,
                                "--options=" + options(port, besides)));
        try {
            while (!starter.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                // Earlier than pg_ctl, which looks only ten times a second.
                var file = PidFile.of(cluster);
                if (file != null && file.ready() && !file.disarmed() && file.port() == port) {
                    return new Postmaster(cluster, file.pid(), port);
                }
            }
        } catch (InterruptedException e) {
            endOrphans(programs);
            throw e;
        }
        var file = PidFile.of(cluster);
        return starter.exitValue() == 0 && file != null
                ? new Postmaster(cluster, file.pid(), port)
                : null;
    }

    private static String options(int port, List<String> besides) {
        var options = new StringBuilder("-c port=" + port);
        // Of two that set the same, the later one holds.
        Stream.concat(SETTINGS.stream(), besides.stream())
                .forEach(setting -> options.append(" -c '").append(setting).append('\''));
        return options.toString();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    // We hold the directory's lock, so whatever still runs on the cluster has lost its Turnaround.
    private static void endOrphans(Programs programs) throws IOException, InterruptedException {
        var cluster = programs.data().cluster();
        var file = PidFile.of(cluster);
        if (file == null) {
            return;
        }
        var orphan = new Postmaster(cluster, file.pid(), file.port());
        if (orphan.running()) {
            LOG.atWarn()
                    .addKeyValue("pid", orphan.pid())
                    .log("stopping the PostgreSQL that a killed Turnaround left behind");
            if (!orphan.stop(programs)) {
                throw new EmbeddedFailure.Unusable(
                        "an earlier PostgreSQL (process "
                                + orphan.pid()
                                + ") still runs on "
                                + cluster
                                + " and does not stop: end it by hand",
                        null);
            }
        }
        endBackends(cluster);
        PidFile.disarm(cluster);
    }

    // A backend whose server was killed goes by itself, unless it is busy; then nothing it does can
    // be committed, and PostgreSQL will not start beside it.
    private static void endBackends(Path cluster) throws InterruptedException {
        if (becomes(BACKENDS_MAX, () -> backends(cluster).isEmpty())) {
            return;
        }
        for (var backend : backends(cluster)) {
            LOG.atWarn().addKeyValue("pid", backend.pid()).log("ending an orphaned backend");
            backend.destroyForcibly();
        }
        becomes(BACKENDS_MAX, () -> backends(cluster).isEmpty());
    }

    // Backends rename themselves, so only their working directory tells whose they are; where it
    // cannot be read, starting waits for them to go.
    private static List<ProcessHandle> backends(Path cluster) {
        return ProcessHandle.allProcesses()
                .filter(process -> isBackend(Path.of("/proc/" + process.pid()), cluster))
                .toList();
    }

    private static boolean isBackend(Path process, Path cluster) {
        try {
            var program = Files.readSymbolicLink(process.resolve("exe")).getFileName();
            return program != null
                    // "postgres (deleted)" if the binaries were removed meanwhile.
                    && program.toString().startsWith("postgres")
                    && Files.readSymbolicLink(process.resolve("cwd")).equals(cluster);
        } catch (IOException _) {
            return false;
        }
    }

    // By its command line, which anyone may read, and which is empty once it is a zombie that waits
    // for a parent to take notice.
    private static boolean isPostmaster(long pid, Path cluster) {
        if (pid <= 0) {
            return false;
        }
        return ProcessHandle.of(pid).stream()
                .map(ProcessHandle::info)
                .anyMatch(info ->
                        info.command().stream().allMatch(Postmaster::isPostgres)
                                && info.arguments().stream()
                                        .anyMatch(words -> isOn(words, cluster)));
    }

    private static boolean isPostgres(String command) {
        return command.substring(command.lastIndexOf('/') + 1).startsWith("postgres");
    }

    private static boolean isOn(String[] words, Path cluster) {
        var list = new ArrayList<>(Arrays.asList(words));
        var option = list.indexOf("-D");
        return option >= 0
                && option + 1 < list.size()
                && list.get(option + 1).equals(cluster.toString());
    }

    private static boolean becomes(Duration max, BooleanSupplier condition)
            throws InterruptedException {
        var deadline = System.nanoTime() + max.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(POLL);
        }
        return true;
    }
}
