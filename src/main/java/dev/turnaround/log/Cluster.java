package dev.turnaround.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Where the log is, and how its clients are set up. No record: some of the properties are secret.
///
/// What the properties mean: <https://kafka.apache.org/documentation/#configuration>
public final class Cluster {
    /// With a second for room and two in the queue still shorter than the ten that GitHub waits for
    /// an answer, so that a sender hears of a broker that is away:
    /// <https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks#respond-within-10-seconds>
    static final Duration WRITTEN_WITHIN = Duration.ofSeconds(6);

    static final int ENTRIES_AT_ONCE = 512;
    private static final Duration REQUEST_WITHIN = Duration.ofSeconds(3);
    private static final Duration ROOM_WITHIN = Duration.ofSeconds(1);
    private static final Duration RECONNECT_EVERY_AT_MOST = Duration.ofSeconds(2);
    private static final long WAITING_BYTES_MAX = 32L * 1024 * 1024;

    private final List<String> servers;
    private final String topic;
    private final String group;
    private final Map<String, String> security;

    /// A cluster.
    ///
    /// @param servers some of its brokers, `host:port`
    /// @param group the consumers that share the work
    /// @param security properties of Kafka's clients as they are: how to sign in, and TLS
    public Cluster(List<String> servers, String topic, String group, Map<String, String> security) {
        this.servers = List.copyOf(servers);
        this.topic = topic;
        this.group = group;
        this.security = Map.copyOf(security);
    }

    String topic() {
        return topic;
    }

    /// Settings of a producer that loses nothing and waits for nothing for long.
    Map<String, Object> producer() {
        var settings = common();
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        // Keeps the order of what is sent again, and does not write it twice.
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(WRITTEN_WITHIN));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, WAITING_BYTES_MAX);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ROOM_WITHIN.toMillis());
        return settings;
    }

    /// Settings of a consumer that commits when it is told to.
    Map<String, Object> consumer() {
        var settings = common();
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, ENTRIES_AT_ONCE);
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        return settings;
    }

    /// Settings of whoever asks how the log is.
    Map<String, Object> admin() {
        var settings = common();
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(REQUEST_WITHIN));
        return settings;
    }

    private Map<String, Object> common() {
        var settings = new HashMap<String, Object>(security);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", servers));
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(REQUEST_WITHIN));
        settings.put(
                CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                RECONNECT_EVERY_AT_MOST.toMillis());
        return settings;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
