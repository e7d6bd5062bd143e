package dev.turnaround.log;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.turnaround.ingest.Arrival;
import dev.turnaround.ingest.Arrivals;
import dev.turnaround.ingest.Ingest;
import dev.turnaround.ingest.Outcome;
import dev.turnaround.trace.Tracing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log between door and `ingest`: deliveries go in at one end and are stored from the other.
public final class Log implements Arrivals, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Log.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    private final Ingest ingest;
    private final LogWriter writer;
    private final LogReader reader;
    private final Admin admin;
    private final String topic;

    private Log(Ingest ingest, LogWriter writer, LogReader reader, Admin admin, String topic) {
        this.ingest = ingest;
        this.writer = writer;
        this.reader = reader;
        this.admin = admin;
        this.topic = topic;
    }

    /// Begins to write and to read. Waits for no broker: one that is away is tried again.
    ///
    /// @param ingest stores what is read
    /// @param belated looks at each arrival again before that
    /// @throws UnusableLog when the clients cannot be set up that way
    public static Log open(
            Cluster cluster,
            Ingest ingest,
            UnaryOperator<Arrival> belated,
            LogCounts counts,
            Tracing tracing) {
        try {
            var admin = Admin.create(cluster.admin());
            var writer =
                    new LogWriter(
                            cluster,
                            lost -> ingest.missed(lost.connection(), lost.receivedAt()),
                            counts);
            var reader = new LogReader(cluster, ingest::submit, belated, counts, tracing);
            var log = new Log(ingest, writer, reader, admin, cluster.topic());
            log.reachable()
                    .onFailure(away ->
                            LOG.atWarn()
                                    .addKeyValue("topic", cluster.topic())
                                    .setCause(away)
                                    .log("the log is away, or has no such topic"));
            return log;
        } catch (KafkaException refused) {
            throw new UnusableLog(refused);
        }
    }

    /// Puts an arrival into the log; its outcome is that it was accepted.
    @Override
    public Future<Outcome> submit(Arrival arrival) {
        return writer.submit(arrival);
    }

    @Override
    public void missed(String connection, Instant receivedAt) {
        ingest.missed(connection, receivedAt);
    }

    /// Succeeds when the brokers answer and have the topic.
    public Future<?> reachable() {
        var options =
                new DescribeTopicsOptions().timeoutMs(Math.toIntExact(ANSWER_WITHIN.toMillis()));
        var told =
                admin.describeTopics(List.of(topic), options).allTopicNames().toCompletionStage();
        var context = Vertx.currentContext();
        var asked =
                context == null
                        ? Future.fromCompletionStage(told)
                        : Future.fromCompletionStage(told, context);
        // Once its broker was killed, the client's own time-out was seen not to end the call in 20
        // s.
        return asked.timeout(ANSWER_WITHIN.toMillis(), MILLISECONDS);
    }

    /// How many entries of the partitions that this process reads are not stored yet.
    public long lag() {
        return reader.lag();
    }

    /// Ends both, and leaves what is not stored to the next start.
    @Override
    public void close() {
        writer.close();
        reader.close();
        admin.close(ANSWER_WITHIN);
    }
}
