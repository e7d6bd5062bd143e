package dev.turnaround.simulator.demo;

import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.play.Scene;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// The APIs of a [Story], each on a port of its own.
public final class DemoApis implements AutoCloseable {
    private final Map<Scene, ApiServer> servers = new EnumMap<>(Scene.class);
    private final String token;

    /// Opens them. Call where one may wait.
    ///
    /// @param token what opens them
    public DemoApis(Vertx vertx, Story story, String token, InstantSource clock) {
        this.token = token;
        story.apis(token)
                .forEach((scene, api) -> servers.put(scene, ApiServer.open(vertx, api, clock)));
    }

    /// Where one is, as a connection is told.
    public URI address(Scene scene) {
        var address = Objects.requireNonNull(servers.get(scene)).address();
        return scene == Scene.BITBUCKET ? URI.create(address + "/2.0") : address;
    }

    /// What opens one, by the keys of the configuration.
    public Map<String, String> credentials(Scene scene) {
        return scene == Scene.JIRA
                ? Map.of("email", Cast.EMAIL, "token", token)
                : Map.of("token", token);
    }

    @Override
    public void close() {
        servers.values().forEach(ApiServer::close);
    }
}
