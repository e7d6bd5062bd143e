package dev.turnaround.server;

import static dev.turnaround.server.Acme.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/// The database goes away under load and comes back.
class DatabaseAwayTest {
    private static final Duration AWAY = Duration.ofSeconds(10);

    @Test
    void nothing_is_acknowledged_that_is_not_stored_and_all_goes_on_by_itself()
            throws SQLException {
        var real = TestDatabase.create();
        try (var wire = new Wire(real);
                var server = TestServer.on(wire.endpoint())) {
            var acknowledged = new HashSet<String>();
            var refused = 0;
            var slowest = Duration.ZERO;
            var number = 0;
            var began = System.nanoTime();
            wire.cut();
            while (System.nanoTime() - began < AWAY.toNanos()) {
                var webhook = new Acme(50 + number++).pullRequest("While away").opened(at(0));
                var sent = System.nanoTime();
                var answer = server.send(webhook);
                var took = Duration.ofNanos(System.nanoTime() - sent);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
                if (answer.statusCode() == 202) {
                    acknowledged.add(webhook.header("X-GitHub-Delivery"));
                } else {
                    assertThat(answer.statusCode()).isEqualTo(503);
                    assertThat(answer.headers().firstValue("retry-after")).isPresent();
                    refused++;
                }
            }
            assertThat(refused).isPositive();
            assertThat(acknowledged).isEmpty();
            assertThat(slowest).isLessThan(Duration.ofSeconds(9));
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);

            wire.mend();
            var back = System.nanoTime();
            var status = 0;
            while (status != 202 && System.nanoTime() - back < Duration.ofSeconds(10).toNanos()) {
                status =
                        server.send(new Acme(9_000).pullRequest("Back").opened(at(1))).statusCode();
                refused += status == 202 ? 0 : 1;
            }
            assertThat(status).isEqualTo(202);
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(refusedDeliveries(real)).isEqualTo(refused);
            assertThat(
                            server.json("/api/v1/pull-requests").getJsonArray("items").stream()
                                    .map(one -> ((JsonObject) one).getString("title")))
                    .containsExactly("Back");
        }
    }

    /// The time to be read again is written down.
    private static long refusedDeliveries(Endpoint database) throws SQLException {
        try (var sql = TestDatabase.connect(database);
                var statement = sql.createStatement();
                var rows = statement.executeQuery("select sum(deliveries) from refusal")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
