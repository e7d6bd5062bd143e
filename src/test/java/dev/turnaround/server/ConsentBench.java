package dev.turnaround.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.api.HandClock;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.consent.AuthorizationServer;
import dev.turnaround.simulator.consent.Decision;
import dev.turnaround.simulator.consent.RegisteredApp;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import dev.turnaround.vault.Keyset;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A provider with an app that was registered there, a server with a connection of that app, and a
/// person with a browser between them.
final class ConsentBench implements AutoCloseable {
    static final String ID = "acme";
    static final String PATH = "/api/v1/connections/" + ID;
    static final String HOME = "https://turnaround.example.com";
    static final String CLIENT_SECRET = "a-client-secret-for-tests";

    private static final String CLIENT_ID = "client-of-tests";
    private static final String CALLBACK = HOME + "/auth/providers/callback";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    // In the shapes of all token endpoints: JSON, and forms with a verifier.
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?:access_token|refresh_token|code_verifier|code)(?:\"\\s*:\\s*\"|=)([^\"&]+)");

    final HandClock clock = new HandClock();
    final Endpoint database = TestDatabase.create();
    final AuthorizationServer consents;
    final TestServer server;

    /// All that must not be seen anywhere.
    final Set<String> secrets = ConcurrentHashMap.newKeySet();

    /// What the server answered.
    final List<String> answers = new CopyOnWriteArrayList<>();

    private final ConsentSite site;
    final Settings.Secrets keys = new Settings.Secrets(Secret.of(Keyset.make()));
    private final Vertx vertx = Vertx.vertx();
    private final ApiServer api;
    private final AtomicInteger callsLeft = new AtomicInteger(-1);

    ConsentBench(ConsentSite site) {
        this(site, site::simulated);
    }

    /// With something else at the site than usual.
    ConsentBench(ConsentSite site, Function<AuthorizationServer, SimulatedApi> simulated) {
        this.site = site;
        var app = new RegisteredApp(CLIENT_ID, CLIENT_SECRET, URI.create(CALLBACK), site.scopes());
        consents = new AuthorizationServer(site.shape(), app, new Random(3));
        api = ApiServer.open(vertx, overheard(simulated.apply(consents)), clock);
        secrets.add(CLIENT_SECRET);
        server = server(keys);
    }

    /// One more process on the same database.
    TestServer another() {
        return server(keys);
    }

    TestServer server(Settings.Secrets some) {
        return TestServer.keeping(
                database, some, URI.create(HOME), List.of(site.provider(api.address())), clock);
    }

    private SimulatedApi overheard(SimulatedApi real) {
        return (request, base, _) -> {
            if (callsLeft.getAndDecrement() == 0) {
                clock.pass(Duration.ofHours(3));
            }
            overhear(request.body());
            var reply = real.answer(request, base, clock.instant());
            overhear(reply);
            return reply;
        };
    }

    private void overhear(ApiReply reply) {
        if (reply.body().contains("access_token")) {
            overhear(reply.body());
        }
    }

    private void overhear(String body) {
        if (body.contains("access_token") || body.contains("grant_type")) {
            SECRET.matcher(body)
                    .results()
                    .map(found -> found.group(1))
                    .filter(found -> found.length() > 12)
                    .forEach(secrets::add);
        }
    }

    /// Lets three hours pass when the provider has answered so many calls from now on.
    void expireAfter(int calls) {
        callsLeft.set(calls);
    }

    /// Whether it came to that.
    boolean expiredSince() {
        return callsLeft.get() < 0;
    }

    // The administrator.

    void connect() {
        connect(new JsonObject());
    }

    /// With something more than the least.
    void connect(JsonObject more) {
        var answer = connect(ID, auth(), more);
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.body());
        }
    }

    static JsonObject auth() {
        var oauth = new JsonObject().put("clientId", CLIENT_ID).put("clientSecret", CLIENT_SECRET);
        return new JsonObject().put("oauth", oauth);
    }

    HttpResponse<String> connect(String id, @Nullable JsonObject auth) {
        return connect(id, auth, new JsonObject());
    }

    private HttpResponse<String> connect(String id, @Nullable JsonObject auth, JsonObject more) {
        var given =
                more.copy()
                        .put("id", id)
                        .put("provider", site.provider())
                        .put("url", site.url(api.address()));
        return call("POST", "/api/v1/connections", auth == null ? given : given.put("auth", auth));
    }

    HttpResponse<String> call(String method, String path, JsonObject body) {
        return heard(
                server.send(
                        request(path)
                                .header("authorization", "Bearer " + TestClient.TOKEN)
                                .header("content-type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body.encode()))
                                .build()));
    }

    HttpResponse<String> post(String path) {
        return heard(
                server.send(
                        request(path)
                                .header("authorization", "Bearer " + TestClient.TOKEN)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.uri(path)).timeout(PATIENCE);
    }

    private HttpResponse<String> heard(HttpResponse<String> answer) {
        answers.add(answer.headers().map() + " " + answer.body());
        return answer;
    }

    /// Begins with a token, and gives where the browser is sent to.
    URI begin(String query) {
        var begun = begun(post(PATH + "/sign-in" + query));
        secrets.add(begun.getRawQuery().replaceAll(".*state=([^&]+).*", "$1"));
        return begun;
    }

    /// Begins and asks for the right to install webhooks.
    URI beginWithHooks() {
        var asked = new JsonObject().put("webhooks", true);
        var begun = begun(call("POST", PATH + "/sign-in", asked));
        secrets.add(begun.getRawQuery().replaceAll(".*state=([^&]+).*", "$1"));
        return begun;
    }

    static URI begun(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
        return URI.create(new JsonObject(answer.body()).getString("url"));
    }

    /// Begins with a session.
    HttpResponse<String> begin(TestBrowser browser) {
        return heard(
                server.send(
                        request(PATH + "/sign-in")
                                .header("cookie", browser.cookies())
                                .header("x-requested-by", "test")
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build()));
    }

    // The person.

    /// Where the provider sends the browser when somebody decides.
    String decide(URI begun, Decision decision) {
        var reply = consents.consent(begun, decision, clock.instant());
        var location = Objects.requireNonNull(reply.headers().get("location"), reply.body());
        if (!location.startsWith(CALLBACK)) {
            throw new AssertionError(location);
        }
        var state = Pattern.compile("[?&](?:state|code)=([^&]+)").matcher(location);
        state.results().forEach(found -> secrets.add(found.group(1)));
        return location.substring(HOME.length());
    }

    String allow(URI begun) {
        return decide(begun, new Decision.Allows(Acme.MIA));
    }

    /// A browser comes back.
    HttpResponse<String> back(String path, @Nullable String cookies) {
        var request = request(path);
        if (cookies != null) {
            request.header("cookie", cookies);
        }
        return heard(server.send(request.build()));
    }

    /// From the first click to the way back.
    HttpResponse<String> consent() {
        return back(allow(begin("")), null);
    }

    // What came of it.

    JsonObject consentShown() {
        return Objects.requireNonNull(shown().getJsonObject("consent"));
    }

    JsonObject shown() {
        return new JsonObject(heard(server.get(PATH)).body());
    }

    List<JsonObject> audit() {
        return server.all("/api/v1/audit").stream()
                .filter(line -> line.getString("act").startsWith("consent."))
                .toList();
    }

    /// What is in the repository, as soon as it is there.
    List<JsonObject> awaitRead() throws InterruptedException {
        for (var tries = 0; tries < 200; tries++) {
            var items = server.all(site.list());
            if (!items.isEmpty()) {
                return items;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("nothing was read");
    }

    /// The runs of the repository, the latest first, as soon as there are so many and none goes on.
    List<JsonObject> awaitRuns(int count) throws InterruptedException {
        var runs = new ArrayList<JsonObject>();
        for (var tries = 0; tries < 200; tries++) {
            runs.clear();
            for (var repository : server.all("/api/v1/repositories")) {
                runs.addAll(
                        server.all(
                                "/api/v1/repositories/"
                                        + URLEncoder.encode(repository.getString("id"), UTF_8)
                                        + "/syncs"));
            }
            if (runs.size() >= count
                    && runs.stream()
                            .noneMatch(run ->
                                    Set.of("queued", "running", "waiting")
                                            .contains(run.getString("state")))) {
                runs.forEach(run -> answers.add(run.encode()));
                return runs;
            }
            Thread.sleep(100);
        }
        throw new AssertionError(runs.toString());
    }

    @Override
    public void close() {
        server.close();
        api.close();
        vertx.close().await();
    }
}
