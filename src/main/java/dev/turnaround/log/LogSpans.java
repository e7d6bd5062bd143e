package dev.turnaround.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.turnaround.trace.Attribute;
import dev.turnaround.trace.Kind;
import dev.turnaround.trace.Span;
import dev.turnaround.trace.Tracing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/// How a trace goes through the log: in a header of the entry.
///
/// <https://opentelemetry.io/docs/specs/semconv/messaging/kafka/>
final class LogSpans {
    private static final String HEADER = "traceparent";

    private final Tracing tracing;
    private final String topic;
    private final String name;

    LogSpans(Tracing tracing, String topic) {
        this.tracing = tracing;
        this.topic = topic;
        this.name = "process " + topic;
    }

    /// Marks an entry as part of a trace.
    static void mark(ProducerRecord<String, byte[]> entry, Span sending) {
        describe(sending, "send", entry.topic());
        var parent = sending.parent();
        if (parent != null) {
            entry.headers().add(HEADER, parent.getBytes(US_ASCII));
        }
    }

    /// Goes on with the trace of an entry, wherever it began.
    Span of(ConsumerRecord<String, byte[]> entry) {
        if (!tracing.isOn()) {
            return Span.NONE;
        }
        var header = entry.headers().lastHeader(HEADER);
        if (header == null || header.value() == null) {
            return Span.NONE;
        }
        var span = tracing.resume(Kind.CONSUMER, name, new String(header.value(), US_ASCII));
        describe(span, "process", topic);
        if (span.isShown()) {
            span.set(Attribute.PARTITION, Integer.toString(entry.partition()))
                    .set(Attribute.OFFSET, entry.offset());
        }
        return span;
    }

    private static void describe(Span span, String operation, String topic) {
        span.set(Attribute.MESSAGING, "kafka")
                .set(Attribute.MESSAGING_OPERATION, operation)
                .set(Attribute.TOPIC, topic);
    }
}
