package dev.turnaround.trace.otel;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.turnaround.trace.Attribute;
import dev.turnaround.trace.Kind;
import dev.turnaround.trace.Span;
import dev.turnaround.trace.Tracing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What the library makes of what is said, and what a collector gets of it, over HTTP.
class OpenTelemetryTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SHOWN = "00-" + TRACE + "-b7ad6b7169203331-01";

    private final TestCollector collector = TestCollector.open();

    @AfterEach
    void close() {
        collector.close();
    }

    private Tracing tracing(double sample) {
        return OpenTelemetry.open(collector.address(), "reviews", "1.2.3", sample);
    }

    @Test
    void a_request_is_part_of_its_senders_trace() {
        try (var tracing = tracing(1)) {
            var span = tracing.request("a request", SHOWN);
            assertThat(span.trace()).isEqualTo(TRACE);
            span.set(Attribute.VERDICT, "applied").set(Attribute.RESPONSE_STATUS, 202).end();
        }
        var told = collector.span("a request");
        assertThat(told.trace()).isEqualTo(TRACE);
        assertThat(told.parent()).isEqualTo("b7ad6b7169203331");
        assertThat(told.kind()).isEqualTo("SERVER");
        assertThat(told.said("turnaround.verdict")).isEqualTo("applied");
        assertThat(told.said("http.response.status_code")).isEqualTo("202");
        assertThat(told.server())
                .containsEntry("service.name", "reviews")
                .containsEntry("service.version", "1.2.3")
                .containsKey("service.instance.id");
    }

    @Test
    void what_is_no_traceparent_begins_a_trace() {
        try (var tracing = tracing(1)) {
            for (var header :
                    List.of("", "junk", "00-" + "0".repeat(32) + "-b7ad6b7169203331-01")) {
                var span = tracing.request("a request", header);
                assertThat(span.trace()).matches("[0-9a-f]{32}").isNotEqualTo("0".repeat(32));
                span.end();
            }
        }
        assertThat(collector.spans("a request"))
                .hasSize(3)
                .allSatisfy(span -> assertThat(span.parent()).isEmpty());
    }

    @Test
    void another_process_goes_on_with_a_trace() {
        try (var here = tracing(1);
                var there = tracing(1)) {
            var sending = here.request("a request", SHOWN).child(Kind.PRODUCER, "send");
            there.resume(Kind.CONSUMER, "process", sending.parent()).end();
            sending.end();
            assertThat(there.resume(Kind.CONSUMER, "process", null)).isSameAs(Span.NONE);
        }
        assertThat(collector.span("process").trace()).isEqualTo(TRACE);
        assertThat(collector.span("process").parent()).isEqualTo(collector.span("send").id());
    }

    @Test
    void a_trace_is_shown_as_a_whole_or_not_at_all_whatever_its_sender_wants() {
        var random = new Random(41);
        var wanted = new HashSet<String>();
        var unwanted = new HashSet<String>();
        try (var here = tracing(0.5);
                var there = tracing(0.5)) {
            for (var i = 0; i < 200; i++) {
                var trace = "%016x%016x".formatted(random.nextLong(), random.nextLong());
                var isWanted = i % 2 == 0;
                (isWanted ? wanted : unwanted).add(trace);
                var header = "00-" + trace + "-b7ad6b7169203331-" + (isWanted ? "01" : "00");
                var request = here.request("a request", header);
                var sending = request.child(Kind.PRODUCER, "send");
                there.resume(Kind.CONSUMER, "process", sending.parent()).end();
                sending.end();
                request.end();
                assertThat(request.trace()).isEqualTo(trace);
            }
        }
        var parts = new HashMap<String, Integer>();
        collector.spans().forEach(span -> parts.merge(span.trace(), 1, Integer::sum));
        assertThat(parts.values()).containsOnly(3);
        wanted.retainAll(parts.keySet());
        unwanted.retainAll(parts.keySet());
        assertThat(wanted.size()).isBetween(30, 70);
        assertThat(unwanted.size()).isBetween(30, 70);
    }

    @Test
    void what_is_done_for_several_is_shown_when_one_of_them_is() {
        try (var all = tracing(1);
                var none = tracing(0)) {
            var shown = all.request("a request", SHOWN);
            var hidden = none.request("hidden", SHOWN);
            shown.joint(Kind.CLIENT, "store a batch", List.of(hidden, shown, Span.NONE)).end();
            shown.end();
            hidden.end();
        }
        var batch = collector.span("store a batch");
        assertThat(batch.links()).containsExactly(collector.span("a request").id());
        assertThat(batch.trace()).isNotEqualTo(TRACE);
        assertThat(batch.parent()).isEmpty();
        assertThat(collector.spans("hidden")).isEmpty();
    }

    @Test
    void a_thread_knows_what_it_works_for() {
        try (var tracing = tracing(1)) {
            var run = tracing.begin("a run");
            run.run(() -> Span.current().child(Kind.CLIENT, "GET").fail("timeout").end());
            run.end();
            assertThat(Span.current()).isSameAs(Span.NONE);
        }
        assertThat(collector.span("GET").parent()).isEqualTo(collector.span("a run").id());
        assertThat(collector.span("GET").failed()).isTrue();
        assertThat(collector.span("GET").said("error.type")).isEqualTo("timeout");
        assertThat(collector.span("a run").failed()).isFalse();
    }

    @Test
    void where_nothing_is_traced_nothing_is_made() {
        var span = Tracing.OFF.request("a request", SHOWN);
        assertThat(Tracing.OFF.isOn()).isFalse();
        assertThat(
                        List.of(
                                span,
                                span.child(Kind.INTERNAL, "read"),
                                span.child(Kind.INTERNAL, "store", span),
                                span.joint(Kind.CLIENT, "store a batch", List.of(span)),
                                span.set(Attribute.VERDICT, "applied"),
                                span.set(Attribute.OFFSET, 7),
                                span.fail("timeout"),
                                Tracing.OFF.resume(Kind.CONSUMER, "process", SHOWN),
                                Tracing.OFF.begin("a run")))
                .allSatisfy(one -> assertThat(one).isSameAs(Span.NONE));
        assertThat(span.trace()).isNull();
        assertThat(span.parent()).isNull();
    }

    @Test
    void a_collector_that_takes_nothing_is_mentioned_once_and_so_is_that_it_is_back()
            throws InterruptedException {
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        var log = (Logger) LoggerFactory.getLogger(Reports.class);
        log.addAppender(lines);
        var complaints = new Complaints();
        var address = collector.address().toString();
        collector.answer(500);
        try (var tracing = tracing(1)) {
            for (var requests = 1; requests <= 3; requests++) {
                tracing.begin("lost").end();
                untilRequests(requests);
            }
            collector.answer(200);
            tracing.begin("found").end();
            collector.await(span -> span.name().equals("found"));
            tracing.begin("found").end();
        } finally {
            log.detachAppender(lines);
            complaints.close();
        }
        // Other tests may say the same of their collectors.
        var said =
                lines.list.stream()
                        .filter(line -> line.getKeyValuePairs().toString().contains(address))
                        .toList();
        assertThat(said)
                .extracting(line -> line.getLevel() + " " + line.getFormattedMessage())
                .containsExactly(
                        "WARN traces cannot be sent and are lost; it is tried again, without a"
                                + " word",
                        "INFO traces are sent again");
        assertThat(said.getFirst().getKeyValuePairs().toString()).contains("status 500");
        assertThat(complaints.heard).isEmpty();
    }

    private void untilRequests(int count) throws InterruptedException {
        for (var began = System.nanoTime(); collector.requests() < count; Thread.sleep(20)) {
            assertThat(System.nanoTime() - began).isLessThan(Duration.ofSeconds(20).toNanos());
        }
        // The answer is on its way.
        Thread.sleep(100);
    }

    @Test
    void where_nobody_is_nobody_waits() {
        collector.close();
        var began = System.nanoTime();
        try (var tracing = OpenTelemetry.open(collector.address(), "reviews", null, 1)) {
            for (var i = 0; i < 50_000; i++) {
                tracing.begin("lost").end();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(3));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(7));
    }

    @Test
    void everything_that_can_be_said_has_a_name_of_its_own() {
        assertThat(Attribute.values())
                .extracting(Attribute::word)
                .doesNotHaveDuplicates()
                .allMatch(word -> word.matches("[a-z]+(\\.[a-z_]+)+"));
    }

    /// Hears what the library would say on its own.
    private static final class Complaints extends Handler {
        private final java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
        private final List<String> heard = new ArrayList<>();

        Complaints() {
            root.addHandler(this);
        }

        @Override
        public void publish(LogRecord said) {
            heard.add(said.getLoggerName() + ": " + said.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            root.removeHandler(this);
        }
    }
}
