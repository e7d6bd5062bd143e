package dev.turnaround.server;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What keeps cookies, and knows which of them come along when another site sends it here.
final class TestBrowser {
    private final Map<String, String> cookies = new TreeMap<>();

    /// A browser with an administrator's session.
    static TestBrowser signedIn(TestServer server) {
        var browser = new TestBrowser();
        browser.take(
                server.send(
                        HttpRequest.newBuilder(server.uri("/api/v1/session"))
                                .header("content-type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                new JsonObject()
                                                        .put("token", TestClient.TOKEN)
                                                        .encode()))
                                .build()));
        return browser;
    }

    HttpResponse<String> take(HttpResponse<String> answer) {
        for (var cookie : answer.headers().allValues("set-cookie")) {
            cookies.put(cookie.substring(0, cookie.indexOf('=')), cookie);
        }
        return answer;
    }

    /// All of them.
    String cookies() {
        return header("");
    }

    /// Those that come along from elsewhere.
    String cookiesFromElsewhere() {
        return header("SameSite=Lax");
    }

    private String header(String having) {
        return cookies.values().stream()
                .filter(cookie -> cookie.contains(having))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .collect(Collectors.joining("; "));
    }
}
