package dev.turnaround.provider.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.turnaround.provider.Api;
import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.HookOrder;
import dev.turnaround.provider.HookPlace;
import dev.turnaround.provider.HookPlace.Scope;
import dev.turnaround.provider.Hooks;
import dev.turnaround.provider.WebhookSecrets;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.bitbucket.BitbucketApi;
import dev.turnaround.simulator.bitbucket.BitbucketHook;
import dev.turnaround.simulator.bitbucket.BitbucketWorkspace;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Webhooks at a simulated Bitbucket Cloud.
class CloudHooksTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final HookPlace WORKSPACE = new HookPlace(Scope.ORGANIZATION, "acme");

    private final Vertx vertx = Vertx.vertx();
    private final BitbucketApi simulated =
            new BitbucketApi(
                    List.of(
                            new BitbucketWorkspace(
                                    3, "acme", new BitbucketHook("secret", new Random(3)))));
    private ApiServer server;
    private Api api;
    private Hooks hooks;

    @BeforeEach
    void open() {
        simulated.accessToken("T", Set.of("read:webhook:bitbucket", "write:webhook:bitbucket"));
        simulated.accessToken("R", Set.of("read:webhook:bitbucket"));
        server = ApiServer.open(vertx, simulated, () -> NOW);
        api = api("T");
        hooks = Objects.requireNonNull(api.hooks());
    }

    private Api api(String token) {
        return Bitbucket.cloud(
                new ApiAccess("acme", null, Credentials.token(token)),
                server.address().resolve("/2.0"),
                vertx,
                () -> NOW,
                _ -> {},
                new Random(1));
    }

    @AfterEach
    void close() {
        api.close();
        server.close();
        vertx.close().await();
    }

    private static HookOrder order(String secret) {
        return new HookOrder(
                WORKSPACE,
                URI.create("https://turnaround.example/webhooks/acme"),
                Map.of(WebhookSecrets.COMMON, secret),
                true);
    }

    @Test
    void a_workspace_gets_one_which_is_changed_when_it_is_asked_for_again() {
        var first = hooks.install(order("one"));
        var again = hooks.install(order("two"));
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(simulated.hooks().all()).hasSize(1);
        var made = simulated.hooks().all().getFirst();
        assertThat(made.place()).isEqualTo("workspaces/acme");
        assertThat(made.secret()).isEqualTo("two");
        assertThat(made.events()).contains("pullrequest:fulfilled", "repo:updated").hasSize(12);
    }

    @Test
    void one_that_was_switched_off_or_removed_is_seen() {
        var made = hooks.install(order("one"));
        simulated.hooks().all().getFirst().active(false);
        assertThat(hooks.look(WORKSPACE, made.id()))
                .satisfies(hook -> assertThat(Objects.requireNonNull(hook).active()).isFalse());
        hooks.remove(WORKSPACE, made.id());
        assertThat(hooks.look(WORKSPACE, made.id())).isNull();
    }

    @Test
    void without_the_right_to_write_it_is_refused_with_what_is_needed() {
        try (var reading = api("R")) {
            assertThatExceptionOfType(ApiFailure.Refused.class)
                    .isThrownBy(() -> Objects.requireNonNull(reading.hooks()).install(order("one")))
                    .satisfies(refused ->
                            assertThat(refused.diagnosis().advice())
                                    .contains("write:webhook:bitbucket"));
        }
        assertThat(simulated.hooks().all()).isEmpty();
    }
}
