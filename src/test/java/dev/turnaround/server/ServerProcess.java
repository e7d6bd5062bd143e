package dev.turnaround.server;

import dev.turnaround.Main;
import dev.turnaround.store.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// `turnaround serve` in a process of its own, with its embedded PostgreSQL, and a client to it.
final class ServerProcess extends TestClient {
    private static final Pattern ADDRESS = Pattern.compile("  Web +http://localhost:(\\d+)");

    private static final String ON_GITHUB =
            """
              - id: %s
                provider: github
                webhook: { secrets: [ "%s" ] }
            """
                    .formatted(CONNECTION, SECRET);

    private final Path folder;
    private final Process process;
    private final Duration startup;

    private ServerProcess(Path folder, Process process, int port, Duration startup) {
        super(port);
        this.folder = folder;
        this.process = process;
        this.startup = startup;
    }

    /// Starts one and waits until it says that it is ready.
    ///
    /// @param folder where its settings, its data and its log are, or will be
    static ServerProcess serve(Path folder) throws IOException {
        return serve(folder, Map.of());
    }

    /// The same, with more in its environment.
    static ServerProcess serve(Path folder, Map<String, String> environment) throws IOException {
        return serve(folder, settings(folder), environment);
    }

    /// The same, with settings of its own.
    static ServerProcess serve(Path folder, Path settings, Map<String, String> environment)
            throws IOException {
        var began = System.nanoTime();
        var process = run(folder, settings, environment, "serve");
        // Only the banner comes on this pipe, so nobody has to go on reading it.
        var port = port(process.inputReader());
        if (port == 0) {
            throw new AssertionError("it did not start:\n" + log(folder));
        }
        return new ServerProcess(
                folder, process, port, Duration.ofNanos(System.nanoTime() - began));
    }

    /// Runs a command of Turnaround; its log goes to `server.log`.
    static Process run(
            Path folder, Path settings, Map<String, String> environment, String... command)
            throws IOException {
        var words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx512m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        words.addAll(Arrays.asList(command));
        words.add("--config=" + settings);
        var builder =
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectError(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("server.log").toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /// Settings with one GitHub connection, on any free port.
    static Path settings(Path folder) throws IOException {
        return settings(folder, ON_GITHUB);
    }

    /// The same on a database that somebody else runs.
    ///
    /// @param further more of the connection, or more connections, in YAML
    static Path settings(Path folder, Endpoint database, String password, String further)
            throws IOException {
        return write(
                folder,
                "url: \"postgresql://%s:%s@%s:%d/%s\""
                        .formatted(
                                database.user(),
                                password,
                                database.host(),
                                database.port(),
                                database.database()),
                ON_GITHUB + further);
    }

    /// The same with a log between door and database.
    static Path logging(Path folder, String broker, String topic) throws IOException {
        return Files.writeString(
                settings(folder),
                "ingest: { log: kafka, kafka: { servers: [ \"%s\" ], topic: %s } }\n"
                        .formatted(broker, topic),
                StandardOpenOption.APPEND);
    }

    /// Settings with other connections.
    ///
    /// @param connections a list in YAML, indented by two
    static Path settings(Path folder, String connections) throws IOException {
        return write(folder, "dataDir: \"%s\"".formatted(folder.resolve("data")), connections);
    }

    private static Path write(Path folder, String database, String connections) throws IOException {
        return Files.writeString(
                folder.resolve("turnaround.yaml"),
                """
                server: { port: 0 }
                database: { %s }
                admin: { token: "%s" }
                connections:
                """
                                .formatted(database, TOKEN)
                        + connections);
    }

    private static int port(BufferedReader banner) throws IOException {
        for (var line = banner.readLine(); line != null; line = banner.readLine()) {
            var address = ADDRESS.matcher(line);
            if (address.matches()) {
                return Integer.parseInt(address.group(1));
            }
        }
        return 0;
    }

    static String log(Path folder) throws IOException {
        return Files.readString(folder.resolve("server.log"));
    }

    /// From the start of the process until it said that it is ready.
    Duration startup() {
        return startup;
    }

    /// The main process of its PostgreSQL.
    ProcessHandle postmaster() throws IOException {
        return ProcessHandle.of(Long.parseLong(postmasterFile().getFirst())).orElseThrow();
    }

    /// Its database, to be looked at from outside.
    Endpoint database() throws IOException {
        return new Endpoint(
                "127.0.0.1",
                Integer.parseInt(postmasterFile().get(3)),
                "turnaround",
                "turnaround",
                Files.readString(folder.resolve("data/password")).strip(),
                Map.of());
    }

    /// <https://www.postgresql.org/docs/18/storage-file-layout.html>
    private List<String> postmasterFile() throws IOException {
        return Files.readAllLines(folder.resolve("data/postgres/postmaster.pid"));
    }

    /// `kill -9`: its PostgreSQL lives on.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Tells it to stop, as a supervisor does, and waits for that.
    @Override
    public void close() {
        super.close();
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
