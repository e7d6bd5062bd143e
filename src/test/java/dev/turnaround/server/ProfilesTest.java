package dev.turnaround.server;

import static dev.turnaround.server.Acme.LENA;
import static dev.turnaround.server.Acme.OMAR;
import static dev.turnaround.server.Acme.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.store.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The same pull requests by the definitions of other tools.
class ProfilesTest {
    private static final String WINDOW = "&from=2026-11-19&to=2026-11-22";

    @AutoClose
    private final TestServer server =
            TestServer.counting(
                    TestDatabase.create(), () -> Instant.parse("2026-11-21T12:00:00Z"), true);

    private final Acme acme = new Acme(34);

    private List<JsonObject> items(String path) {
        return server.json(path).getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private void merged(int made, int answered, int merged) {
        var one = acme.pullRequest("Ready after " + made);
        if (made > 0) {
            one.asDraft();
        }
        server.send(one.opened(at(0)));
        if (made > 0) {
            server.send(one.readyForReview(at(made), Acme.MIA));
        }
        server.send(one.issueCommentCreated(at(answered), OMAR, "Why?"));
        server.send(one.merged(at(merged), LENA));
    }

    @Test
    void profiles_are_told_with_their_definitions_and_where_they_come_from() {
        var all = items("/api/v1/profiles");
        assertThat(all)
                .extracting(one -> one.getString("name"))
                .startsWith("turnaround", "devlake");
        var devlake = all.get(1);
        assertThat(devlake.getString("source")).startsWith("https://devlake.apache.org/");
        var pickup =
                devlake.getJsonArray("definitions").stream()
                        .map(JsonObject.class::cast)
                        .filter(one -> one.getString("metric").equals("pr_pickup_time"))
                        .findFirst()
                        .orElseThrow();
        assertThat(pickup.getString("from")).isEqualTo("opened");
        assertThat(pickup.getBoolean("botsCount")).isTrue();
    }

    @Test
    void those_on_which_two_tools_differ_are_listed_with_the_reason() {
        merged(0, 30, 60);
        merged(20, 30, 60);
        var path = "/api/v1/profiles/compare?a=turnaround&b=devlake&metric=timeToFirstComment";
        var differ = items(path + WINDOW);
        assertThat(differ).hasSize(1);
        assertThat(differ.getFirst().getInteger("aSeconds")).isEqualTo(600);
        assertThat(differ.getFirst().getInteger("bSeconds")).isEqualTo(1_800);
        assertThat(differ.getFirst().getString("why"))
                .contains("turnaround starts when it was first ready")
                .contains("devlake starts when it was opened");
        assertThat(items(path + "&from=2026-11-01&to=2026-11-02")).isEmpty();
        assertThat(items(path + WINDOW + "&repository=acme/other")).isEmpty();
    }

    @Test
    void a_window_is_put_together_as_the_tool_does() {
        for (var minutes = 10; minutes <= 50; minutes += 10) {
            merged(5, minutes, 60);
        }
        var pickup =
                items("/api/v1/metrics?profile=devlake&metric=pr_pickup_time" + WINDOW).getFirst();
        assertThat(pickup.getInteger("count")).isEqualTo(5);
        assertThat(pickup.getInteger("meanSeconds")).isEqualTo(1_800);
        assertThat(pickup.containsKey("p50Seconds")).isFalse();
        var response =
                items(
                                "/api/v1/metrics?profile=github-issue-metrics&metric=time_to_first_response"
                                        + "&interval=day"
                                        + WINDOW)
                        .stream()
                        .filter(one -> one.getInteger("count") > 0)
                        .toList();
        assertThat(response)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.getInteger("p50Seconds")).isEqualTo(1_500);
                    assertThat(one.getInteger("meanSeconds")).isEqualTo(1_500);
                });
    }

    @Test
    void what_a_profile_cannot_tell_is_refused() {
        for (var path :
                List.of(
                        "/api/v1/metrics?profile=mars",
                        "/api/v1/metrics?profile=devlake&metric=timeToMerge",
                        "/api/v1/metrics?profile=devlake&by=team",
                        "/api/v1/profiles/compare?a=devlake&b=mars&metric=timeToMerge",
                        "/api/v1/profiles/compare?a=devlake&b=swarmia&metric=timeToApprove")) {
            assertThat(server.get(path).statusCode()).as(path).isEqualTo(400);
        }
    }
}
