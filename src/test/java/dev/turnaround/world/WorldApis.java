package dev.turnaround.world;

import dev.turnaround.provider.Api;
import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.Subject;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.bitbucket.BitbucketApi;
import dev.turnaround.simulator.github.GitHubApi;
import dev.turnaround.simulator.gitlab.GitLabApi;
import dev.turnaround.simulator.jira.JiraApi;
import dev.turnaround.simulator.jira.JiraToken;
import dev.turnaround.simulator.play.Scene;
import dev.turnaround.simulator.world.FaultyApi;
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

    private final Map<Scene, FaultyApi> faulty = new EnumMap<>(Scene.class);
    private final Map<Scene, ApiServer> servers = new EnumMap<>(Scene.class);
    private final Map<Scene, Api> apis = new EnumMap<>(Scene.class);

    /// @param percent how many of a hundred calls fail
    /// @param wellFrom when they stop
    WorldApis(Vertx vertx, World world, long seed, int percent, Instant wellFrom) {
        for (var scene : SCENES) {
            var api = new FaultyApi(simulated(scene, world), seed, percent, wellFrom);
            var server = ApiServer.open(vertx, api, world);
            faulty.put(scene, api);
            servers.put(scene, server);
            apis.put(
                    scene,
                    provider(scene)
                            .api(
                                    new ApiAccess(
                                            WorldServer.connection(scene),
                                            address(scene, server),
                                            credentials(scene)),
                                    vertx,
                                    world));
        }
    }

    private static dev.turnaround.provider.Provider provider(Scene scene) {
        var provider = WorldServer.PROVIDERS.get(scene);
        if (provider == null) {
            throw new IllegalArgumentException("no provider for " + scene);
        }
        return provider;
    }

    private static SimulatedApi simulated(Scene scene, World world) {
        return switch (scene) {
            case BITBUCKET -> {
                var api = new BitbucketApi(List.of(world.organisation().bitbucket()));
                api.accessToken(
                        TOKEN,
                        Set.of(
                                "read:repository:bitbucket",
                                "read:pullrequest:bitbucket",
                                "read:workspace:bitbucket",
                                "read:user:bitbucket"));
                yield api;
            }
            case GITHUB -> {
                var api = new GitHubApi(world.organisation().steward(), TOKEN);
                world.organisation().gitHubRepositories().forEach(api::add);
                yield api;
            }
            case JIRA ->
                    JiraApi.cloud(
                            world.organisation().jira(), CLOUD_ID, JiraToken.classic(EMAIL, TOKEN));
            case GITLAB ->
                    new GitLabApi(
                            world.organisation().gitLab(),
                            "",
                            world.organisation().people().getFirst(),
                            TOKEN);
        };
    }

    private static URI address(Scene scene, ApiServer server) {
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

    Map<Scene, Api> apis() {
        return apis;
    }

    /// What reads everything of one of them.
    Reconciliation reconciliation(Scene scene, WorldServer server) {
        var api = apis.get(scene);
        if (api == null) {
            throw new IllegalArgumentException("no API of " + scene);
        }
        // The world's issues are in its tracker alone, and simulated GitLab has none to ask for.
        var subjects = scene == Scene.GITLAB ? EnumSet.of(Subject.PULL_REQUESTS) : api.subjects();
        return new Reconciliation(server, WorldServer.connection(scene), api, subjects);
    }

    /// How many calls were made.
    long calls(Scene scene) {
        var api = faulty.get(scene);
        return api == null ? 0 : api.answered();
    }

    @Override
    public void close() {
        apis.values().forEach(Api::close);
        servers.values().forEach(ApiServer::close);
    }
}
