package dev.turnaround.server;

import static dev.turnaround.server.Acme.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.settings.Settings;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How many webhooks may come in.
class LimitsTest {
    private static final Settings.Access BEHIND_A_PROXY =
            new Settings.Access(
                    Settings.Access.DEFAULT.idle(),
                    Settings.Access.DEFAULT.longest(),
                    List.of("127.0.0.0/8", "10.1.0.0/16"),
                    null);

    private final Endpoint database = TestDatabase.create();
    private final WebhookRequest webhook = new Acme(71).pullRequest("Limited").opened(at(0));

    @Test
    void an_address_that_sends_too_many_is_turned_away_before_anything_is_looked_at() {
        try (var server = server(Settings.Access.DEFAULT, new Settings.Limits(1, 0))) {
            var forged = new HashMap<>(webhook.headers());
            forged.put("X-Hub-Signature-256", "sha256=" + "0".repeat(64));

            var answers = send(server, forged, 30);

            assertThat(answers).startsWith(401).endsWith(429).contains(401, 429);
            var genuine = server.send(webhook);
            assertThat(genuine.statusCode()).isEqualTo(429);
            assertThat(genuine.headers().firstValueAsLong("retry-after").orElseThrow())
                    .isBetween(1L, 3L);
            assertThat(counted(server, "address")).isGreaterThanOrEqualTo(10);
            assertThat(counted(server, "connection")).isZero();
        }
    }

    @Test
    void one_may_send_again_after_the_time_that_it_was_told() throws InterruptedException {
        try (var server = server(Settings.Access.DEFAULT, new Settings.Limits(2, 0))) {
            HttpResponse<String> answer;
            do {
                answer = server.send(webhook);
            } while (answer.statusCode() == 202);

            Thread.sleep(
                    Duration.ofSeconds(
                            answer.headers().firstValueAsLong("retry-after").orElseThrow()));

            assertThat(server.send(webhook).statusCode()).isEqualTo(202);
        }
    }

    @Test
    void behind_a_proxy_of_ours_each_address_counts_for_itself() {
        try (var server = server(BEHIND_A_PROXY, new Settings.Limits(1, 0))) {
            assertThat(send(server, from("192.0.2.1"), 30)).contains(429);
            assertThat(server.send(from("192.0.2.2"), webhook.body()).statusCode()).isEqualTo(202);
            // What stands left of the address that our own proxies saw was written by the sender.
            assertThat(server.send(from("198.51.100.7, 192.0.2.1, 10.1.2.3"), webhook.body()))
                    .extracting(HttpResponse::statusCode)
                    .isEqualTo(429);
        }
    }

    @Test
    void the_addresses_of_ipv6_that_are_given_out_as_a_whole_count_as_one() {
        try (var server = server(BEHIND_A_PROXY, new Settings.Limits(1, 0))) {
            var answers =
                    IntStream.range(0, 30)
                            .mapToObj(one ->
                                    server.send(from("2001:db8:1:2::" + one), webhook.body()))
                            .map(HttpResponse::statusCode)
                            .toList();
            assertThat(answers).contains(429);
        }
    }

    @Test
    void an_address_that_anybody_can_write_does_not_count() {
        try (var server = server(Settings.Access.DEFAULT, new Settings.Limits(1, 0))) {
            var answers =
                    IntStream.range(0, 30)
                            .mapToObj(one -> server.send(from("192.0.2." + one), webhook.body()))
                            .map(HttpResponse::statusCode)
                            .toList();
            assertThat(answers).contains(429);
        }
    }

    @Test
    void a_connection_that_gets_too_many_genuine_ones_turns_them_away_and_has_them_read()
            throws InterruptedException, SQLException {
        try (var server = server(Settings.Access.DEFAULT, new Settings.Limits(0, 2))) {
            assertThat(send(server, webhook.headers(), 60)).startsWith(202).contains(429);
            assertThat(counted(server, "connection")).isPositive();

            var forged = new HashMap<>(webhook.headers());
            forged.put("X-Hub-Signature-256", "sha256=" + "0".repeat(64));
            assertThat(server.send(forged, webhook.body()).statusCode()).isEqualTo(401);

            Thread.sleep(2_000);
            assertThat(server.send(webhook).statusCode()).isEqualTo(202);
            var until = System.nanoTime() + Duration.ofSeconds(15).toNanos();
            while (refused() == 0 && System.nanoTime() < until) {
                Thread.sleep(50);
            }
            assertThat(refused()).isEqualTo((int) counted(server, "connection"));
        }
    }

    private TestServer server(Settings.Access access, Settings.Limits limits) {
        var usual = Settings.Operation.DEFAULT;
        return TestServer.operated(
                database, new Settings.Server("127.0.0.1", 0, null), access, usual.with(limits));
    }

    private List<Integer> send(TestServer server, Map<String, String> headers, int times) {
        return IntStream.range(0, times)
                .mapToObj(_ -> server.send(headers, webhook.body()).statusCode())
                .toList();
    }

    private Map<String, String> from(String address) {
        var headers = new HashMap<>(webhook.headers());
        headers.put("X-Forwarded-For", address);
        return headers;
    }

    private static double counted(TestServer server, String limit) {
        var line = "turnaround_limited_total{limit=\"" + limit + "\"} ";
        return server.get("/metrics")
                .body()
                .lines()
                .filter(one -> one.startsWith(line))
                .mapToDouble(one -> Double.parseDouble(one.substring(line.length())))
                .sum();
    }

    /// What reconciliation is told of.
    private int refused() throws SQLException {
        try (var sql = TestDatabase.connect(database);
                var rows =
                        sql.createStatement()
                                .executeQuery("select coalesce(sum(deliveries), 0) from refusal")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
