package dev.turnaround.bench;

import dev.turnaround.FreePort;
import dev.turnaround.simulator.play.Scene;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Something that takes webhooks, and how it is started.
enum Candidate {
    /// The least work; keeps nothing.
    CEILING(false) {
        @Override
        ServerProcess start(Path folder, Setting setting) throws IOException, InterruptedException {
            return ServerProcess.start(
                    java("dev.turnaround.bench.CeilingServer", setting.secret()), folder, READY);
        }
    },
    /// GitHub's own library for Node, each body in a row of PostgreSQL before the answer.
    OCTOKIT(true) {
        @Override
        ServerProcess start(Path folder, Setting setting) throws IOException, InterruptedException {
            return octokit(folder, setting, 1);
        }
    },
    /// The same in two processes.
    OCTOKIT2(true) {
        @Override
        ServerProcess start(Path folder, Setting setting) throws IOException, InterruptedException {
            return octokit(folder, setting, 2);
        }
    },
    /// This project's server, on a database like the others'.
    TURNAROUND(true) {
        @Override
        ServerProcess start(Path folder, Setting setting) throws IOException, InterruptedException {
            Files.createDirectories(folder);
            var file = folder.resolve("turnaround.yaml");
            Files.writeString(file, configuration(setting));
            return ServerProcess.start(
                    java("dev.turnaround.Main", "serve", "--config", file.toString()),
                    folder,
                    Pattern.compile("Webhooks +(http\\S+)"));
        }
    };

    /// The administrator's, of the servers that have one.
    static final String TOKEN = "ta_benchmark-token-of-no-consequence-at-all-0";

    static final Pattern READY = Pattern.compile("^ready (http\\S+)");
    private static final Path NODE_SOURCE = Path.of("src/bench/node");

    private final boolean durable;

    Candidate(boolean durable) {
        this.durable = durable;
    }

    /// What a candidate is told.
    ///
    /// @param database the address of one that is as good as empty, for it alone
    /// @param scene the provider that the webhooks come from
    /// @param token the administrator's, for the stream
    record Setting(Scene scene, String secret, String database, String token) {}

    /// Starts it, and waits until it takes webhooks.
    abstract ServerProcess start(Path folder, Setting setting)
            throws IOException, InterruptedException;

    /// Whether what it has answered with 2xx survives a power cut.
    boolean durable() {
        return durable;
    }

    /// As it is named on the command line and in the table.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What starts a program of this build in a process of its own.
    static List<String> java(String... mainAndArguments) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command =
                new ArrayList<>(
                        List.of(
                                java,
                                "-Xmx512m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                absoluteClassPath()));
        command.addAll(List.of(mainAndArguments));
        return command;
    }

    /// The children run in folders of their own.
    private static String absoluteClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static ServerProcess octokit(Path folder, Setting setting, int workers)
            throws IOException, InterruptedException {
        installPeers(folder, "octokit.mjs");
        return ServerProcess.start(
                List.of(
                        "node",
                        "octokit.mjs",
                        setting.secret(),
                        setting.database(),
                        Integer.toString(workers)),
                folder,
                READY);
    }

    /// Puts a program for Node and what it needs into a folder.
    ///
    /// @throws IOException when npm cannot
    static void installPeers(Path folder, String program) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        for (var file : List.of("package.json", "package-lock.json", program)) {
            Files.write(folder.resolve(file), Files.readAllBytes(NODE_SOURCE.resolve(file)));
        }
        var install =
                new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                        .directory(folder.toFile())
                        .inheritIO()
                        .start();
        if (install.waitFor() != 0) {
            throw new IOException("npm could not install the peers");
        }
    }

    private static String configuration(Setting setting) {
        return """
        server:
          host: 127.0.0.1
          port: %d
        database:
          url: "%s"
        admin:
          token: "%s"
        limits: { addressPerSecond: 0, connectionPerSecond: 0 }
        connections:
          - id: acme
            provider: %s
            webhook:
              %s: ["%s"]
            repositories: all
        """
                .formatted(
                        FreePort.find(),
                        setting.database(),
                        setting.token(),
                        setting.scene().provider(),
                        setting.scene().secretKind(),
                        setting.secret());
    }
}
