package dev.turnaround.world;

import dev.turnaround.provider.Api;
import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.Pause;
import dev.turnaround.provider.Provider;
import dev.turnaround.reconcile.Source;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.bitbucket.BitbucketApi;
import dev.turnaround.simulator.github.GitHubApi;
import dev.turnaround.simulator.gitlab.GitLabApi;
import dev.turnaround.simulator.jira.JiraApi;
import dev.turnaround.simulator.jira.JiraToken;
import dev.turnaround.simulator.play.Scene;
import dev.turnaround.simulator.world.FaultyApi;
import dev.turnaround.simulator.world.Letter;
import dev.turnaround.simulator.world.World;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The APIs of a world, each on a port, and what reads them.
final class WorldApis implements AutoCloseable {
    /// The providers whose API can be read and simulated.
    static final Set<Scene> SCENES = EnumSet.allOf(Scene.class);

    private static final String CLOUD_ID = "11223344-a1b2-3b33-c444-def123456789";
    private static final String EMAIL = "steward@acme.example";
    private static final String TOKEN = "a token for the world";

    private final Vertx vertx;
    private final World world;
    private final GitHubApi gitHub;
    private final Map<Scene, ApiServer> servers = new EnumMap<>(Scene.class);

    /// @param percent how many of a hundred calls fail
    /// @param wellFrom when they stop
    WorldApis(Vertx vertx, World world, long seed, int percent, Instant wellFrom) {
        this.vertx = vertx;
        this.world = world;
        this.gitHub = gitHub(world);
        for (var scene : SCENES) {
            var itsSeed = seed ^ scene.name().hashCode();
            var api = new FaultyApi(simulated(scene), scene, itsSeed, percent, wellFrom);
            servers.put(scene, ApiServer.open(vertx, api, world));
        }
    }

    private static GitHubApi gitHub(World world) {
        var acme = world.organisation();
        var api = new GitHubApi(acme.steward(), TOKEN);
        acme.gitHubRepositories().forEach(api::add);
        api.hookUrl(
                acme.gitHub().hook(),
                "https://turnaround.example/webhooks/" + WorldServer.connection(Scene.GITHUB));
        return api;
    }

    private SimulatedApi simulated(Scene scene) {
        var acme = world.organisation();
        return switch (scene) {
            case GITHUB -> gitHub;
            case GITLAB -> new GitLabApi(acme.gitLab(), "", acme.people().getFirst(), TOKEN);
            case BITBUCKET -> {
                var api = new BitbucketApi(List.of(acme.bitbucket()));
                api.accessToken(
                        TOKEN,
                        Set.of(
                                "read:repository:bitbucket",
                                "read:pullrequest:bitbucket",
                                "read:workspace:bitbucket",
                                "read:user:bitbucket"));
                yield api;
            }
            case JIRA -> JiraApi.cloud(acme.jira(), CLOUD_ID, JiraToken.classic(EMAIL, TOKEN));
        };
    }

    /// What a process that starts now reads them by. Whoever is given it closes the APIs.
    List<Source> connect(Pause pause) {
        return servers.keySet().stream()
                .map(scene ->
                        new Source(WorldServer.connection(scene), api(scene, pause), _ -> true))
                .toList();
    }

    private Api api(Scene scene, Pause pause) {
        return provider(scene)
                .api(
                        new ApiAccess(
                                WorldServer.connection(scene), address(scene), credentials(scene)),
                        vertx,
                        world,
                        pause);
    }

    private static Provider provider(Scene scene) {
        var provider = WorldServer.PROVIDERS.get(scene);
        if (provider == null) {
            throw new IllegalArgumentException("no provider for " + scene);
        }
        return provider;
    }

    private URI address(Scene scene) {
        var server = servers.get(scene);
        if (server == null) {
            throw new IllegalArgumentException("no API of " + scene);
        }
        return switch (scene) {
            case BITBUCKET -> URI.create(server.address() + "/2.0");
            case GITHUB, GITLAB, JIRA -> server.address();
        };
    }

    private static Credentials credentials(Scene scene) {
        return scene == Scene.JIRA
                ? new Credentials(Map.of("email", EMAIL, "token", TOKEN), Map.of())
                : Credentials.token(TOKEN);
    }

    /// A letter was not taken, which its sender remembers if it is GitHub.
    void couldNotDeliver(Letter letter) {
        if (letter.scene() == Scene.GITHUB) {
            world.organisation().gitHubRepositories().stream()
                    .filter(one -> letter.about().contains("/" + one.fullName() + "/"))
                    .forEach(one -> gitHub.delivered(one, letter.request(), letter.at(), 0));
        }
    }

    @Override
    public void close() {
        servers.values().forEach(ApiServer::close);
    }
}
