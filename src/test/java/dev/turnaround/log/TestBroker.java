package dev.turnaround.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/// A broker of Kafka in a process of its own, on loopback.
public final class TestBroker implements AutoCloseable {
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(3);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path folder;
    private final int port;
    private final List<Integer> roadEnds = new ArrayList<>();
    private Process process;

    private TestBroker(Path folder, List<Integer> roads) {
        this.folder = folder;
        this.port = FreePort.find();
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("server.properties"), settings(FreePort.find(), roads));
            var formatted =
                    run(
                            "kafka.tools.StorageTool",
                            "format",
                            "-t",
                            Uuid.randomUuid().toString(),
                            "-c",
                            "server.properties");
            if (formatted.waitFor() != 0) {
                throw new IllegalStateException("not formatted; see " + folder);
            }
            process = run("kafka.Kafka", "server.properties");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
        awaitStart();
    }

    private static final class Shared {
        static final TestBroker BROKER = alone();
    }

    /// The one that all tests of this JVM share.
    public static TestBroker shared() {
        return Shared.BROKER;
    }

    /// One for a test that takes it away.
    public static TestBroker alone() {
        return new TestBroker(
                Path.of(
                        "target",
                        "test-kafka-"
                                + ProcessHandle.current().pid()
                                + "-"
                                + COUNT.incrementAndGet()),
                List.of());
    }

    /// One that is reached by several roads.
    ///
    /// @param folder where its files are, and its log
    /// @param roads the port at which each begins; [#roadEnds] says where they have to lead to
    public static TestBroker behind(Path folder, List<Integer> roads) {
        return new TestBroker(folder.toAbsolutePath(), roads);
    }

    private String settings(int controllerPort, List<Integer> roads) {
        var listeners = new StringBuilder();
        var advertised = new StringBuilder();
        var protocols = new StringBuilder();
        for (var road : roads) {
            var end = FreePort.find();
            roadEnds.add(end);
            // A client goes on where the broker says that it is: each road has to be a name for it.
            listeners.append(",ROAD%d://127.0.0.1:%d".formatted(roadEnds.size(), end));
            advertised.append(",ROAD%d://127.0.0.1:%d".formatted(roadEnds.size(), road));
            protocols.append(",ROAD%d:PLAINTEXT".formatted(roadEnds.size()));
        }
        return """
        process.roles=broker,controller
        node.id=1
        listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d%s
        advertised.listeners=PLAINTEXT://127.0.0.1:%d%s
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT%s
        inter.broker.listener.name=PLAINTEXT
        controller.listener.names=CONTROLLER
        controller.quorum.voters=1@127.0.0.1:%d
        log.dirs=logs
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=1
        group.initial.rebalance.delay.ms=0
        auto.create.topics.enable=false
        """
                .formatted(
                        port,
                        controllerPort,
                        listeners,
                        port,
                        advertised,
                        protocols,
                        controllerPort);
    }

    private Process run(String main, String... arguments) throws IOException {
        var words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main));
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("broker.log").toFile()))
                .start();
    }

    private void awaitStart() {
        var patient = Math.toIntExact(STARTED_WITHIN.toMillis());
        try (var admin =
                Admin.create(
                        Map.of("bootstrap.servers", server(), "default.api.timeout.ms", patient))) {
            admin.describeCluster().nodes().get(STARTED_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("no broker; see " + folder, failed);
        }
    }

    /// Where it listens.
    public String server() {
        return "127.0.0.1:" + port;
    }

    /// Where the roads lead to, in their order.
    public List<Integer> roadEnds() {
        return List.copyOf(roadEnds);
    }

    /// Its process.
    public long pid() {
        return process.pid();
    }

    /// A fresh topic.
    public String topic(int partitions) {
        var topic = "deliveries-" + COUNT.incrementAndGet();
        try (var admin = Admin.create(Map.of("bootstrap.servers", server()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            return topic;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// Puts something into a topic that this program did not write.
    public void put(String topic, String key, String value) {
        try (var producer = new KafkaProducer<byte[], byte[]>(clients())) {
            producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8)))
                    .get(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// All that stands in a topic, partition by partition.
    public List<ConsumerRecord<byte[], byte[]>> entries(String topic) {
        try (var consumer = new KafkaConsumer<byte[], byte[]>(clients())) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(one -> new TopicPartition(topic, one.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var entries = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(entries::add);
            }
            return entries;
        }
    }

    private Map<String, Object> clients() {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", server());
        for (var part : List.of("key", "value")) {
            settings.put(
                    part + ".serializer",
                    "org.apache.kafka.common.serialization.ByteArraySerializer");
            settings.put(
                    part + ".deserializer",
                    "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        }
        return settings;
    }

    /// `kill -9`.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Starts it again after that, with what it had.
    public void startAgain() throws IOException {
        process = run("kafka.Kafka", "server.properties");
        awaitStart();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
