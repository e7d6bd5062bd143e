package dev.turnaround.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnaround.provider.UnusableSecrets;
import dev.turnaround.provider.jira.Jira;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A tracker at the door: projects for repositories, and a secret in the address.
class TrackerTest {
    private static final String CONNECTION = "acme-jira";
    private static final String SECRET = "a secret & more/than=that";
    private static final String ENCODED = "a%20secret%20%26%20more%2Fthan%3Dthat";
    private static final String ENG =
            """
            {"timestamp":1773134100321,"webhookEvent":"jira:issue_updated",
             "issue":{"id":"10013","key":"ENG-12","fields":{"created":"2026-03-09T14:45:04.123+0530",
              "project":{"id":"10020","key":"ENG"},"status":{"id":"3","name":"Doing"}}}}
            """;

    @Test
    void an_issue_of_a_selected_project_gets_in_and_another_does_not() {
        try (var server = server(listed("eng", "KAN"), urlSecret())) {
            expect(post(server, "?secret=" + ENCODED, ENG), 202, "applied");
            expect(
                    post(
                            server,
                            "?secret=" + ENCODED,
                            ENG.replace("ENG", "PAY").replace("20\"", "21\"")),
                    202,
                    "skipped");
            // The project was renamed: it is still the same one.
            expect(post(server, "?secret=" + ENCODED, ENG.replace("ENG", "PLAT")), 202, "applied");
            expect(
                    post(
                            server,
                            "?secret=" + ENCODED,
                            "{\"webhookEvent\":\"issuelink_created\",\"issueLink\":"
                                    + "{\"id\":1,\"sourceIssueId\":2,\"destinationIssueId\":3}}"),
                    202,
                    "skipped");

            assertThat(reasons(server))
                    .containsExactly(
                            "it does not say of which repository or project it is",
                            null,
                            "the repository is not selected",
                            null);
        }
    }

    @Test
    void a_secret_in_the_address_is_checked_and_never_told() {
        try (var server = server(new Settings.Selection.All(), urlSecret())) {
            for (var query :
                    List.of("", "?secret=", "?secret=" + ENCODED + "x", "?other=" + ENCODED)) {
                var answer = post(server, query, ENG);
                assertThat(answer.statusCode()).as(query).isEqualTo(401);
                assertThat(answer.body()).doesNotContain("more");
            }
            expect(post(server, "?secret=" + ENCODED, ENG), 202, "applied");
            assertThat(server.get("/api/v1/deliveries").body()).doesNotContain("more");
            assertThat(server.get("/metrics").body()).doesNotContain("more");
        }
    }

    @Test
    void a_secret_that_the_provider_does_not_know_stops_the_start() {
        var webhook =
                new Settings.Webhook(
                        List.of(Secret.of("good")), Map.of("foo", List.of(Secret.of("bar"))));

        assertThatThrownBy(() -> server(new Settings.Selection.All(), webhook))
                .isInstanceOf(UnusableSecrets.class)
                .hasMessage(
                        "connections[0].webhook.foo: expected a known key: clientSecrets, secrets, urlSecret");
    }

    private static Settings.Webhook urlSecret() {
        return new Settings.Webhook(List.of(), Map.of("urlSecret", List.of(Secret.of(SECRET))));
    }

    private static Settings.Selection listed(String... names) {
        return new Settings.Selection.Listed(List.of(names));
    }

    private static TestServer server(Settings.Selection projects, Settings.Webhook webhook) {
        return TestServer.on(
                TestDatabase.create(),
                new Jira(),
                new Settings.Connection(
                        CONNECTION,
                        "jira",
                        null,
                        webhook,
                        new Settings.Credential.Group(Map.of()),
                        new Settings.Selection.All(),
                        projects));
    }

    private static HttpResponse<String> post(TestServer server, String query, String body) {
        return server.send(
                HttpRequest.newBuilder(server.uri("/webhooks/" + CONNECTION + query))
                        .timeout(Duration.ofSeconds(20))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(UTF_8)))
                        .build());
    }

    private static void expect(HttpResponse<String> answer, int status, String verdict) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"verdict\":\"" + verdict + "\"}");
    }

    private static List<String> reasons(TestServer server) {
        return server.json("/api/v1/deliveries").getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("reason"))
                .toList();
    }
}
