package dev.turnaround.bench;

import dev.turnaround.FreePort;
import dev.turnaround.simulator.play.Scene;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// So many processes of this project's server on one database, with the same settings.
final class Fleet implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Webhooks +(http\\S+)");

    private final List<ServerProcess> servers = new ArrayList<>();

    private Fleet() {}

    /// What all of them are told.
    ///
    /// @param database its address
    /// @param connections those that take webhooks of GitHub
    /// @param secret what these are signed with
    /// @param further lines of YAML: more connections
    record Orders(String database, List<String> connections, String secret, String further) {}

    /// Starts them one after the other, and waits until all take webhooks.
    static Fleet start(int count, Path folder, Orders orders)
            throws IOException, InterruptedException {
        var fleet = new Fleet();
        try {
            for (var index = 0; index < count; index++) {
                var own = Files.createDirectories(folder.resolve("server-" + index));
                var file = own.resolve("turnaround.yaml");
                Files.writeString(file, settings(orders));
                fleet.servers.add(
                        ServerProcess.start(
                                Candidate.java(
                                        "dev.turnaround.Main",
                                        "serve",
                                        "--config",
                                        file.toString()),
                                own,
                                READY));
            }
            return fleet;
        } catch (IOException | InterruptedException failed) {
            fleet.close();
            throw failed;
        }
    }

    private static String settings(Orders orders) {
        var connections =
                orders.connections.stream()
                        .map(id -> connection(id, orders.secret))
                        .collect(Collectors.joining());
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
        %s%s\
        """
                .formatted(
                        FreePort.find(),
                        orders.database,
                        Candidate.TOKEN,
                        connections,
                        orders.further);
    }

    private static String connection(String id, String secret) {
        return """
          - id: %s
            provider: %s
            webhook: { secrets: ["%s"] }
        """
                .formatted(id, Scene.GITHUB.provider(), secret);
    }

    /// Their addresses.
    List<URI> targets() {
        return servers.stream().map(ServerProcess::target).toList();
    }

    /// The processes.
    List<ServerProcess> servers() {
        return List.copyOf(servers);
    }

    /// The processor time that all took so far.
    Duration cpu() {
        return servers.stream().map(ServerProcess::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    /// The memory of all, in MB.
    long megabytes() {
        return servers.stream().mapToLong(ServerProcess::megabytes).sum();
    }

    @Override
    public void close() {
        servers.forEach(ServerProcess::close);
    }
}
