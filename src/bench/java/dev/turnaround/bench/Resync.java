package dev.turnaround.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.github.GitHubApi;
import dev.turnaround.simulator.play.Scene;
import dev.turnaround.simulator.world.World;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A simulated GitHub that a server is told to read again and again, so that a sync always runs:
/// all of it each time, asked for by the call that an administrator makes.
///
/// An answer takes as long as one of GitHub's with twenty pull requests in it does: what is
/// measured is what a sync costs beside everything else, not how fast it could be.
final class Resync implements AutoCloseable {
    private static final long SEED = 20_261_121;
    private static final String CONNECTION = "archive";
    private static final String TOKEN = "a token of no consequence";
    private static final Duration PAST = Duration.ofDays(120);
    private static final Duration THINKING = Duration.ofMillis(700);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final ApiServer served;
    private final Instant since;
    private @Nullable Thread asking;

    /// A GitHub with so many pull requests.
    Resync(int pullRequests) {
        since = Clock.systemUTC().instant().minus(PAST);
        var scale =
                new World.Scale(pullRequests, 0, PAST.minus(Duration.ofHours(1)), World.Road.API);
        var world = new World(SEED, Set.of(Scene.GITHUB), since, scale);
        // Day by day: the webhooks of all days together would fill the memory.
        for (var day = 0; day <= PAST.toDays(); day++) {
            world.until(since.plus(Duration.ofDays(day)));
        }
        var api = new GitHubApi(world.organisation().steward(), TOKEN);
        world.organisation().gitHubRepositories().forEach(api::add);
        api.quota(Integer.MAX_VALUE);
        served = ApiServer.open(vertx, new Tape(api), Clock.systemUTC(), THINKING);
    }

    /// The connection, as lines of the settings.
    String connection() {
        return """
          - id: %s
            provider: github
            url: "%s"
            webhook: { secrets: ["%s"] }
            auth: { token: "%s" }
        """
                .formatted(CONNECTION, served.address(), "a secret of no consequence", TOKEN);
    }

    /// Begins to ask a server for syncs, the next when those before have ended.
    void begin(URI server) {
        asking =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                while (true) {
                                    round(server);
                                }
                            } catch (InterruptedException closed) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    /// How many syncs have read everything.
    long ended() {
        return ended.get();
    }

    /// How many have not, and how many calls have failed.
    long failed() {
        return failed.get();
    }

    private void round(URI server) throws InterruptedException {
        try {
            var path = "/api/v1/connections/" + CONNECTION + "/sync";
            var body = json.writeValueAsString(json.createObjectNode().put("since", "" + since));
            var asked =
                    answer(
                            request(server, path)
                                    .header("content-type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body)));
            var runs = new ArrayList<String>();
            asked.path("items").forEach(run -> runs.add(run.path("id").asText()));
            for (var run : runs) {
                var succeeded = awaited(server, run).equals("succeeded");
                (succeeded ? ended : failed).incrementAndGet();
            }
            if (runs.isEmpty()) {
                // At first it does not know yet what there is.
                Thread.sleep(LOOK);
            }
        } catch (IOException busy) {
            failed.incrementAndGet();
            System.err.println("!! sync: " + busy.getMessage());
            Thread.sleep(LOOK);
        }
    }

    private String awaited(URI server, String run) throws IOException, InterruptedException {
        while (true) {
            var one = answer(request(server, "/api/v1/syncs/" + run).GET());
            if (one.hasNonNull("endedAt")) {
                return one.path("state").asText();
            }
            Thread.sleep(LOOK);
        }
    }

    private static HttpRequest.Builder request(URI server, String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .header("authorization", "Bearer " + Candidate.TOKEN);
    }

    private JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return json.readTree(answer.body());
    }

    /// Asks no more. Before the server goes.
    void end() {
        if (asking == null) {
            return;
        }
        asking.interrupt();
        try {
            asking.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
        client.close();
        served.close();
        vertx.close().await();
    }
}
