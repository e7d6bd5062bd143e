package dev.turnaround.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.api.HandClock;
import dev.turnaround.settings.Settings;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The life of tokens and sessions, and what the audit log says of it.
class TokensTest {
    private static final String PROXY = "127.0.0.1";

    private final HandClock clock = new HandClock();
    private final Endpoint database = TestDatabase.create();

    @AutoClose
    private final TestServer server =
            TestServer.guarded(
                    database,
                    new Settings.Server("127.0.0.1", 0, null),
                    new Settings.Access(
                            Duration.ofHours(2), Duration.ofHours(12), List.of(PROXY), null),
                    clock);

    @Test
    void a_token_is_shown_once_and_listed_without_itself() {
        var made = make("read", null);
        var token = made.getString("token");

        var listed = server.get("/api/v1/tokens").body();
        assertThat(listed).contains(made.getString("id")).doesNotContain(token);
        assertThat(get("/api/v1/session", token).body())
                .isEqualTo("{\"scope\":\"read\",\"name\":\"dashboard\"}");
        assertThat(everythingStored()).doesNotContain(token).doesNotContain(TestClient.TOKEN);
    }

    @Test
    void an_expired_token_is_told_so() {
        var token = make("read", clock.instant().plusSeconds(60).toString()).getString("token");
        assertThat(get("/api/v1/session", token).statusCode()).isEqualTo(200);
        clock.pass(Duration.ofSeconds(60));

        var answer = get("/api/v1/session", token);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("this token has expired, at 2026-11-21T09:01:00Z");
        assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer");
    }

    @Test
    void a_token_cannot_be_made_that_has_expired() {
        var answer =
                post("/api/v1/tokens", tokenBody("read", clock.instant().toString()), Map.of());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("expiresAt");
    }

    @Test
    void a_revoked_token_lets_nobody_in_nor_does_a_session_that_it_was_traded_for() {
        var made = make("admin", null);
        var cookie = cookie(signIn(made.getString("token")));
        assertThat(withCookie("GET", cookie, Map.of()).statusCode()).isEqualTo(200);

        var revoked = delete("/api/v1/tokens/" + made.getString("id"));

        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/session", made.getString("token")).body())
                .contains("this token was revoked at 2026-11-21T09:00:00Z");
        assertThat(withCookie("GET", cookie, Map.of()).statusCode()).isEqualTo(401);
        assertThat(delete("/api/v1/tokens/" + made.getString("id")).statusCode()).isEqualTo(200);
        assertThat(delete("/api/v1/tokens/nonsense").statusCode()).isEqualTo(404);
        assertThat(acts()).filteredOn(act -> act.equals("token.revoked")).hasSize(1);
    }

    @Test
    void when_it_was_used_is_written_once_a_minute_at_most() throws Exception {
        var made = make("read", null);
        var token = made.getString("token");
        get("/api/v1/session", token);
        await(() -> "2026-11-21T09:00:00Z".equals(lastUsed(made)));
        clock.pass(Duration.ofSeconds(59));
        get("/api/v1/session", token);
        Thread.sleep(200);
        assertThat(lastUsed(made)).isEqualTo("2026-11-21T09:00:00Z");
        clock.pass(Duration.ofSeconds(1));
        get("/api/v1/session", token);
        await(() -> "2026-11-21T09:01:00Z".equals(lastUsed(made)));
    }

    @Test
    void tokens_come_page_by_page() {
        for (var i = 0; i < 5; i++) {
            make("read", null);
        }
        var first = server.json("/api/v1/tokens?limit=3");
        var second = server.json("/api/v1/tokens?limit=3&cursor=" + first.getString("next"));
        assertThat(first.getJsonArray("items")).hasSize(3);
        assertThat(second.getJsonArray("items")).hasSize(2);
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void a_session_is_over_when_it_is_not_used() {
        var cookie = cookie(signIn(TestClient.TOKEN));
        for (var i = 0; i < 3; i++) {
            clock.pass(Duration.ofMinutes(110));
            assertThat(withCookie("GET", cookie, Map.of()).statusCode()).isEqualTo(200);
            // The note of its use is not waited for.
            await(this::isSeenNow);
        }
        clock.pass(Duration.ofMinutes(121));
        var over = withCookie("GET", cookie, Map.of());
        assertThat(over.statusCode()).isEqualTo(401);
        assertThat(over.body()).contains("the session is over; sign in again");
    }

    @Test
    void a_session_is_over_in_the_end_however_much_it_is_used() {
        var cookie = cookie(signIn(TestClient.TOKEN));
        for (var i = 0; i < 11; i++) {
            clock.pass(Duration.ofHours(1));
            assertThat(withCookie("GET", cookie, Map.of()).statusCode()).isEqualTo(200);
            await(this::isSeenNow);
        }
        clock.pass(Duration.ofHours(1));
        assertThat(withCookie("GET", cookie, Map.of()).statusCode()).isEqualTo(401);
    }

    @Test
    void an_administrator_signs_everybody_out() {
        var one = cookie(signIn(TestClient.TOKEN));
        var other = cookie(signIn(make("read", null).getString("token")));

        assertThat(delete("/api/v1/sessions").body()).isEqualTo("{\"ended\":2}");

        assertThat(withCookie("GET", one, Map.of()).statusCode()).isEqualTo(401);
        assertThat(withCookie("GET", other, Map.of()).statusCode()).isEqualTo(401);
    }

    @Test
    void who_signs_out_is_out() {
        var cookie = cookie(signIn(TestClient.TOKEN));
        assertThat(withCookie("DELETE", cookie, Map.of("x-requested-by", "test")).statusCode())
                .isEqualTo(204);
        assertThat(withCookie("GET", cookie, Map.of()).statusCode()).isEqualTo(401);
    }

    @Test
    void another_site_cannot_use_a_session() {
        var cookie = cookie(signIn(TestClient.TOKEN));
        var own = "http://127.0.0.1:" + server.port();
        var header = Map.of("x-requested-by", "test");

        assertThat(refusal(cookie, Map.of())).contains("X-Requested-By");
        for (var site : List.of("cross-site", "same-site", "none")) {
            assertThat(refusal(cookie, with(header, "sec-fetch-site", site)))
                    .contains("another site");
        }
        for (var origin : List.of("https://evil.example", "null", own + "0", "http://127.0.0.1")) {
            assertThat(refusal(cookie, with(header, "origin", origin))).contains("another site");
        }
        assertThat(
                        refusal(
                                cookie,
                                with(with(header, "sec-fetch-site", "cross-site"), "origin", own)))
                .contains("another site");
        // It could not, and who it is for can.
        assertThat(withCookie("GET", cookie, Map.of()).statusCode()).isEqualTo(200);
        assertThat(withCookie("DELETE", cookie, with(header, "origin", own)).statusCode())
                .isEqualTo(204);
    }

    private String refusal(String cookie, Map<String, String> headers) {
        var answer = withCookie("DELETE", cookie, headers);
        assertThat(answer.statusCode()).isEqualTo(403);
        return answer.body();
    }

    @Test
    void another_site_cannot_sign_anybody_in() {
        var answer =
                post(
                        "/api/v1/session",
                        new JsonObject().put("token", TestClient.TOKEN),
                        Map.of("origin", "https://evil.example"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
    }

    @Test
    void a_guesser_waits_and_those_who_are_known_do_not() {
        var known = make("read", null).getString("token");
        var unused = make("read", null).getString("token");
        assertThat(get("/api/v1/session", known).statusCode()).isEqualTo(200);
        var cookie = cookie(signIn(TestClient.TOKEN));
        for (var i = 0; i < 5; i++) {
            assertThat(get("/api/v1/session", "ta_guess" + i).statusCode()).isEqualTo(401);
        }

        for (var token : List.of("ta_guess", unused)) {
            var answer = get("/api/v1/session", token);
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("retry-after")).contains("2");
        }
        assertThat(signIn("ta_guess").statusCode()).isEqualTo(429);
        assertThat(get("/api/v1/session", known).statusCode()).isEqualTo(200);
        assertThat(withCookie("GET", cookie, Map.of()).statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/session", unused, "192.0.2.9").statusCode()).isEqualTo(200);
        clock.pass(Duration.ofSeconds(2));
        assertThat(get("/api/v1/session", "ta_guess").statusCode()).isEqualTo(401);
    }

    @Test
    void only_what_the_proxy_itself_wrote_of_an_address_counts() {
        for (var i = 0; i < 5; i++) {
            get("/api/v1/session", "ta_guess" + i, "10.9.8." + i + ", 192.0.2.66");
        }
        assertThat(get("/api/v1/session", "ta_guess", "10.9.8.99, 192.0.2.66").statusCode())
                .isEqualTo(429);
        assertThat(get("/api/v1/session", "ta_guess", "192.0.2.67").statusCode()).isEqualTo(401);
    }

    @Test
    void the_log_tells_who_did_what_and_from_where() {
        var made = make("admin", null);
        signIn("ta_guess");
        signIn(made.getString("token"));
        delete("/api/v1/tokens/" + made.getString("id"));

        var log = server.all("/api/v1/audit");
        assertThat(log)
                .extracting(line -> line.getString("act"))
                .containsExactly(
                        "token.revoked", "sign-in.succeeded", "sign-in.refused", "token.created");
        var created = log.getLast();
        assertThat(created.getJsonObject("actor").encode())
                .isEqualTo("{\"kind\":\"settings\",\"id\":null,\"name\":\"admin.token\"}");
        assertThat(created.getString("object")).isEqualTo(made.getString("id"));
        assertThat(created.getString("detail")).isEqualTo("dashboard, admin");
        assertThat(created.getString("address")).isEqualTo("127.0.0.1");
        assertThat(created.getString("at")).isEqualTo("2026-11-21T09:00:00Z");
        assertThat(log.get(1).getJsonObject("actor").getString("id"))
                .isEqualTo(made.getString("id"));
        assertThat(log.get(2).getJsonObject("actor").getString("kind")).isEqualTo("nobody");
        assertThat(server.json("/api/v1/audit?act=sign-in.refused").getJsonArray("items"))
                .hasSize(1);
        assertThat(log.toString()).doesNotContain("ta_");
    }

    private List<String> acts() {
        return server.all("/api/v1/audit").stream().map(line -> line.getString("act")).toList();
    }

    private JsonObject make(String scope, @Nullable String expires) {
        var answer = post("/api/v1/tokens", tokenBody(scope, expires), Map.of());
        assertThat(answer.statusCode()).isEqualTo(201);
        return new JsonObject(answer.body());
    }

    private static JsonObject tokenBody(String scope, @Nullable String expires) {
        var body = new JsonObject().put("name", "dashboard").put("scope", scope);
        return expires == null ? body : body.put("expiresAt", expires);
    }

    private @Nullable String lastUsed(JsonObject made) {
        return server.all("/api/v1/tokens").stream()
                .filter(one -> one.getString("id").equals(made.getString("id")))
                .findFirst()
                .orElseThrow()
                .getString("lastUsedAt");
    }

    private HttpResponse<String> signIn(String token) {
        return server.send(
                HttpRequest.newBuilder(server.uri("/api/v1/session"))
                        .header("content-type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        new JsonObject().put("token", token).encode()))
                        .build());
    }

    private static String cookie(HttpResponse<String> signedIn) {
        assertThat(signedIn.statusCode()).isEqualTo(204);
        var cookie = signedIn.headers().firstValue("set-cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private HttpResponse<String> withCookie(
            String method, String cookie, Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(server.uri("/api/v1/session"))
                        .header("cookie", cookie)
                        .method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        return server.send(request.build());
    }

    private HttpResponse<String> post(String path, JsonObject body, Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(server.uri(path))
                        .header("authorization", "Bearer " + TestClient.TOKEN)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
        headers.forEach(request::header);
        return server.send(request.build());
    }

    private HttpResponse<String> delete(String path) {
        return server.send(
                HttpRequest.newBuilder(server.uri(path))
                        .header("authorization", "Bearer " + TestClient.TOKEN)
                        .DELETE()
                        .build());
    }

    private HttpResponse<String> get(String path, String token) {
        return server.send(
                HttpRequest.newBuilder(server.uri(path))
                        .header("authorization", "Bearer " + token)
                        .build());
    }

    private HttpResponse<String> get(String path, String token, String forwarded) {
        return server.send(
                HttpRequest.newBuilder(server.uri(path))
                        .header("authorization", "Bearer " + token)
                        .header("x-forwarded-for", forwarded)
                        .build());
    }

    private static Map<String, String> with(
            Map<String, String> headers, String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return more;
    }

    private boolean isSeenNow() {
        return query(
                        "select seen_at >= timestamptz '%s' from web_session"
                                .formatted(clock.instant()))
                .equals("t");
    }

    private String everythingStored() {
        return query(
                """
                select string_agg(line, ' ')
                from (select api_token::text as line from api_token union all select audit::text from audit) as all_of_it
                """);
    }

    private String query(String sql) {
        try (var connection = TestDatabase.connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// What has come to be.
    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).isLessThan(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }
}
