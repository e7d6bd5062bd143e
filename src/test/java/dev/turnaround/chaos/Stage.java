package dev.turnaround.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.FreePort;
import dev.turnaround.log.TestBroker;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.embedded.EmbeddedPostgres;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL, perhaps a broker, and two servers, each in a process of its own, with a road to each
/// from each.
final class Stage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stage.class);
    private static final int SERVERS = 2;
    private static final int PARTITIONS = 6;
    private static final String GROUP = "turnaround";

    private final Vertx vertx = Vertx.vertx();
    private final Path data;
    private final int databasePort;
    private final List<Relay> databaseRoads = new ArrayList<>();
    private final List<Relay> brokerRoads = new ArrayList<>();
    private final List<Serving> servers = new ArrayList<>();
    private final Path verification;
    private final @Nullable TestBroker broker;
    private final @Nullable String topic;
    private volatile EmbeddedPostgres database;
    private volatile boolean closed;

    /// Sets it up. The servers may not be ready yet.
    ///
    /// @param secret what webhooks are signed with
    Stage(Storm storm, String secret) throws IOException {
        this.data = storm.folder().resolve("data");
        this.databasePort = FreePort.find();
        this.database = EmbeddedPostgres.start(data, databasePort);
        Runtime.getRuntime().addShutdownHook(new Thread(this::abandon));
        for (var server = 0; server < SERVERS; server++) {
            var road = new Relay(vertx);
            road.leadTo(databasePort);
            databaseRoads.add(road);
        }
        if (storm.kafka()) {
            for (var server = 0; server < SERVERS; server++) {
                brokerRoads.add(new Relay(vertx));
            }
            broker =
                    TestBroker.behind(
                            storm.folder().resolve("broker"),
                            brokerRoads.stream().map(Relay::port).toList());
            for (var server = 0; server < SERVERS; server++) {
                brokerRoads.get(server).leadTo(broker.roadEnds().get(server));
            }
            topic = broker.topic(PARTITIONS);
        } else {
            broker = null;
            topic = null;
        }
        this.verification =
                write(
                        storm.folder(),
                        "verify.yaml",
                        settings(databasePort, FreePort.find(), secret));
        for (var server = 0; server < SERVERS; server++) {
            var folder = Files.createDirectories(storm.folder().resolve("server-" + (server + 1)));
            var port = FreePort.find();
            var settings = settings(databaseRoads.get(server).port(), port, secret) + log(server);
            servers.add(new Serving(folder, write(folder, "turnaround.yaml", settings), port));
        }
    }

    private static Path write(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private String settings(int toDatabase, int port, String secret) {
        var to = database.endpoint();
        return """
        server: { host: 127.0.0.1, port: %d }
        database: { url: "postgresql://%s:%s@127.0.0.1:%d/%s" }
        admin: { token: "%s" }
        limits: { addressPerSecond: 0, connectionPerSecond: 0 }
        connections:
          - id: %s
            provider: %s
            webhook: { %s: [ "%s" ] }
        """
                .formatted(
                        port,
                        to.user(),
                        URLEncoder.encode(to.password(), UTF_8),
                        toDatabase,
                        to.database(),
                        Storm.TOKEN,
                        Storm.CONNECTION,
                        Storm.SCENE.provider(),
                        Storm.SCENE.secretKind(),
                        secret);
    }

    private String log(int server) {
        return topic == null
                ? ""
                : """
                ingest: { log: kafka, kafka: { servers: [ "127.0.0.1:%d" ], topic: %s, group: %s } }
                """
                        .formatted(brokerRoads.get(server).port(), topic, GROUP);
    }

    /// Strikes.
    ///
    /// @return makes it good again
    Relief strike(Fault fault, int whom) throws IOException, InterruptedException {
        var server = servers.get(whom % SERVERS);
        return switch (fault) {
            case SERVER_KILLED -> {
                server.kill();
                yield server::startAgain;
            }
            case SERVER_PAUSED -> paused(server.pid());
            case DATABASE_KILLED -> {
                ProcessHandle.of(database.pid()).ifPresent(ProcessHandle::destroyForcibly);
                yield this::startDatabaseAgain;
            }
            case DATABASE_PAUSED -> paused(database.pid());
            case BROKER_KILLED -> {
                broker().kill();
                yield broker()::startAgain;
            }
            case BROKER_PAUSED -> paused(broker().pid());
            case DATABASE_ROAD_CUT -> cut(databaseRoads.get(whom % SERVERS));
            case BROKER_ROAD_CUT -> cut(brokerRoads.get(whom % SERVERS));
            case FOLLOWER_CUT -> throw new IllegalArgumentException("followers are not on stage");
        };
    }

    /// Makes good what a blow did.
    @FunctionalInterface
    interface Relief {
        void give() throws IOException, InterruptedException;
    }

    private static Relief paused(long pid) throws IOException, InterruptedException {
        Signals.stop(pid);
        return () -> Signals.goOn(pid);
    }

    private static Relief cut(Relay road) {
        road.cut();
        return road::mend;
    }

    private TestBroker broker() {
        if (broker == null) {
            throw new IllegalStateException("there is no broker");
        }
        return broker;
    }

    private void startDatabaseAgain() {
        if (closed) {
            return;
        }
        database.close();
        database = EmbeddedPostgres.start(data, databasePort);
    }

    /// Roads to the servers for somebody alone.
    List<Relay> roads() {
        return servers.stream()
                .map(server -> {
                    var road = new Relay(vertx);
                    road.leadTo(server.address().getPort());
                    return road;
                })
                .toList();
    }

    /// Where the servers listen.
    List<URI> addresses() {
        return servers.stream().map(Serving::address).toList();
    }

    /// Waits until both servers are ready.
    void awaitReady() throws InterruptedException {
        for (var server : servers) {
            server.awaitReady();
        }
    }

    /// How often a server ended without having been killed.
    int endedByThemselves() {
        return servers.stream().mapToInt(Serving::endedByItself).sum();
    }

    /// The database, by the straight way.
    Endpoint database() {
        return database.endpoint();
    }

    /// The settings of a command on the database, by the straight way.
    Path verification() {
        return verification;
    }

    /// How many entries of the log are not stored yet.
    long unread() throws InterruptedException, ExecutionException {
        if (broker == null || topic == null) {
            return 0;
        }
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.server()))) {
            var places = new ArrayList<TopicPartition>();
            for (var partition = 0; partition < PARTITIONS; partition++) {
                places.add(new TopicPartition(topic, partition));
            }
            var ends =
                    admin.listOffsets(
                                    places.stream()
                                            .collect(
                                                    Collectors.toMap(
                                                            place -> place,
                                                            _ -> OffsetSpec.latest())))
                            .all()
                            .get();
            var stored =
                    admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get();
            var unread = 0L;
            for (var end : ends.entrySet()) {
                var at = stored.get(end.getKey());
                unread += end.getValue().offset() - (at == null ? 0 : at.offset());
            }
            return unread;
        }
    }

    /// Whoever interrupts a storm does not want its processes to live on, and some may stand still.
    private void abandon() {
        if (closed) {
            return;
        }
        closed = true;
        servers.forEach(Serving::abandon);
        try {
            Signals.goOn(database.pid());
        } catch (IOException | InterruptedException leftBehind) {
            LOG.atWarn().setCause(leftBehind).log("PostgreSQL may live on");
        }
        database.close();
    }

    @Override
    public void close() {
        closed = true;
        servers.parallelStream().forEach(Serving::close);
        if (broker != null) {
            broker.close();
        }
        database.close();
        vertx.close().await();
    }
}
