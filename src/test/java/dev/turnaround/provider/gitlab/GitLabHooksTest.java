package dev.turnaround.provider.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.Hook;
import dev.turnaround.provider.HookOrder;
import dev.turnaround.provider.HookPlace;
import dev.turnaround.provider.HookPlace.Scope;
import dev.turnaround.provider.Hooks;
import dev.turnaround.provider.WebhookSecrets;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.gitlab.GitLabGroup;
import dev.turnaround.simulator.gitlab.GitLabHook;
import dev.turnaround.simulator.gitlab.GitLabHooks.Made;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Webhooks at a simulated GitLab.
class GitLabHooksTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String TOKEN = "glpat-tests";
    private static final URI URL = URI.create("https://turnaround.example/webhooks/acme-gitlab");
    private static final HookPlace PROJECT = new HookPlace(Scope.REPOSITORY, "acme/web");
    private static final HookPlace GROUP = new HookPlace(Scope.ORGANIZATION, "acme");

    private final Vertx vertx = Vertx.vertx();
    private final GitLabGroup group =
            new GitLabGroup(
                    "acme",
                    new GitLabHook(
                            GitLabHook.signingToken(new byte[32]), () -> NOW, new Random(7)));
    private final dev.turnaround.simulator.gitlab.GitLabApi simulated =
            new dev.turnaround.simulator.gitlab.GitLabApi(
                    group, "/gitlab", Person.user(9, "cay"), TOKEN);
    private ApiServer server;
    private GitLabApi api;
    private Hooks hooks;

    @BeforeEach
    void open() {
        group.project("web", "Web", 40);
        simulated.grant(List.of("api"), "2099-01-01");
        server = ApiServer.open(vertx, simulated, () -> NOW);
        api =
                new GitLabApi(
                        new ApiAccess(
                                "acme-gitlab",
                                server.address().resolve("/gitlab"),
                                Credentials.token(TOKEN)),
                        vertx,
                        () -> NOW,
                        _ -> {},
                        new Random(1));
        hooks = api.hooks();
    }

    @AfterEach
    void close() {
        api.close();
        server.close();
        vertx.close().await();
    }

    private static HookOrder order(HookPlace place, URI url) {
        return new HookOrder(place, url, new GitLab().freshHookSecrets(), true);
    }

    private Made only() {
        assertThat(simulated.hooks().all()).hasSize(1);
        return simulated.hooks().all().getFirst();
    }

    private Hook look(String id) {
        var hook = hooks.look(PROJECT, id);
        assertThat(hook).isNotNull();
        return hook == null ? new Hook("", false, null, null) : hook;
    }

    @Test
    void a_project_gets_both_tokens_and_the_least_events() {
        var order = order(PROJECT, URL);
        var made = hooks.install(order);
        assertThat(made.active()).isTrue();
        assertThat(made.why()).isNull();
        assertThat(only().token()).isEqualTo(order.secrets().get(WebhookSecrets.COMMON));
        assertThat(only().signingToken()).isEqualTo(order.secrets().get("signingTokens"));
        assertThat(only().events())
                .containsExactly(
                        "confidential_issues_events",
                        "confidential_note_events",
                        "issues_events",
                        "merge_requests_events",
                        "note_events");
    }

    @Test
    void both_tokens_are_such_as_the_door_takes() {
        var secrets = new GitLab().freshHookSecrets();
        var lists =
                Map.of(
                        WebhookSecrets.COMMON,
                        List.of(secrets.getOrDefault(WebhookSecrets.COMMON, "")),
                        "signingTokens",
                        List.of(secrets.getOrDefault("signingTokens", "")));
        assertThat(new GitLab().webhooks("acme", new WebhookSecrets("webhook", lists))).isNotNull();
    }

    @Test
    void a_new_address_does_not_take_the_secret_token_away() {
        var made = hooks.install(order(PROJECT, URL));
        var moved = order(PROJECT, URI.create("https://elsewhere.example/webhooks/acme-gitlab"));
        hooks.update(made.id(), moved);
        assertThat(only().token()).isEqualTo(moved.secrets().get(WebhookSecrets.COMMON));
        assertThat(only().url()).isEqualTo(moved.url().toString());
    }

    @Test
    void installed_again_it_is_the_same_one() {
        var first = hooks.install(order(PROJECT, URL));
        assertThat(hooks.install(order(PROJECT, URL)).id()).isEqualTo(first.id());
        assertThat(simulated.hooks().all()).hasSize(1);
    }

    @Test
    void a_gitlab_that_signs_nothing_is_told_of() {
        simulated.hooks().signing(false);
        var made = hooks.install(order(PROJECT, URL));
        assertThat(made.active()).isTrue();
        assertThat(made.why()).contains("older than 19.0");
        assertThat(only().token()).isNotNull();
    }

    @Test
    void what_gitlab_has_disabled_is_seen() {
        var made = hooks.install(order(PROJECT, URL));
        only().alert("temporarily_disabled", "2026-11-20T13:00:00Z");
        assertThat(look(made.id()).active()).isFalse();
        assertThat(look(made.id()).why()).contains("2026-11-20T13:00:00Z");
        only().alert("disabled", null);
        assertThat(look(made.id()).why()).contains("40 failures");
        only().alert("executable", null);
        assertThat(look(made.id()).active()).isTrue();
        simulated.hooks().remove(only());
        assertThat(hooks.look(PROJECT, made.id())).isNull();
    }

    @Test
    void reading_rights_are_not_enough_and_the_refusal_says_what_is() {
        simulated.grant(List.of("read_api"), "2099-01-01");
        assertThatExceptionOfType(ApiFailure.Refused.class)
                .isThrownBy(() -> hooks.install(order(PROJECT, URL)))
                .satisfies(refused ->
                        assertThat(refused.diagnosis().advice())
                                .contains("scope api", "Maintainer"));
    }

    @Test
    void groups_have_webhooks_where_the_tier_has_them() {
        assertThatExceptionOfType(ApiFailure.Refused.class)
                .isThrownBy(() -> hooks.install(order(GROUP, URL)));
        simulated.premium();
        var made = hooks.install(order(GROUP, URL));
        assertThat(only().place()).isEqualTo("groups/acme");
        hooks.remove(GROUP, made.id());
        assertThat(simulated.hooks().all()).isEmpty();
    }
}
