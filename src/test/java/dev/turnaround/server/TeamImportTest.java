package dev.turnaround.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.turnaround.provider.Provider;
import dev.turnaround.provider.github.GitHub;
import dev.turnaround.provider.gitlab.GitLab;
import dev.turnaround.provider.jira.Jira;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.Membership;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Team;
import dev.turnaround.simulator.github.GitHubApi;
import dev.turnaround.simulator.gitlab.GitLabApi;
import dev.turnaround.simulator.gitlab.GitLabGroup;
import dev.turnaround.simulator.gitlab.GitLabHook;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Teams as providers know them, taken over through the simulated APIs of two.
class TeamImportTest {
    private static final String TOKEN = "a token for teams";
    private static final String GITLAB = "acme-gitlab";
    private static final String MIA = TestClient.CONNECTION + ":" + Acme.MIA.id();
    private static final Team PAYMENTS = new Team(8_800_131, "payments", "Payments");
    private static final Team PLATFORM = new Team(8_800_123, "web-platform", "Web platform");
    private static final Person CHEN = Person.user(9_001, "mchen");
    private static final Person OWNER = Person.user(9_002, "owner");

    private final Acme acme = new Acme(1);
    private final Membership gitHubTeams = acme.repository().owner().membership();
    private final GitLabGroup group =
            new GitLabGroup(
                    "acme",
                    new GitLabHook(
                            GitLabHook.signingToken(new byte[32]),
                            Clock.systemUTC(),
                            new Random(3)));
    private Vertx vertx;
    private GitHubApi gitHub;
    private ApiServer gitHubServer;
    private ApiServer gitLabServer;
    private TestServer server;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        start("repo, read:org, user:email");
    }

    private void start(String scopes) {
        gitHub = new GitHubApi(Acme.LENA, TOKEN, scopes);
        gitHub.add(acme.repository());
        gitHubServer = ApiServer.open(vertx, gitHub, Clock.systemUTC());
        gitLabServer =
                ApiServer.open(vertx, new GitLabApi(group, "", OWNER, TOKEN), Clock.systemUTC());
        server =
                TestServer.on(
                        TestDatabase.create(),
                        List.<Provider>of(new GitHub(), new GitLab(), new Jira()),
                        List.of(
                                connection(TestClient.CONNECTION, "github", gitHubServer.address()),
                                connection(GITLAB, "gitlab", gitLabServer.address()),
                                connection("acme-jira", "jira", null)));
    }

    @AfterEach
    void stop() {
        server.close();
        gitHubServer.close();
        gitLabServer.close();
        vertx.close().await();
    }

    private static Settings.Connection connection(
            String id, String provider, @Nullable URI address) {
        var secrets = List.of(Secret.of(TestClient.SECRET));
        return new Settings.Connection(
                id,
                provider,
                address,
                new Settings.Webhook(secrets, Map.of()),
                new Settings.Credential.Group(
                        address == null
                                ? Map.of()
                                : Map.of(
                                        "token", new Settings.Credential.Single(Secret.of(TOKEN)))),
                new Settings.Selection.All(),
                new Settings.Selection.All());
    }

    @Test
    void teams_come_with_their_members_and_whoever_is_linked_later_is_one_by_that() {
        server.send(acme.pullRequest("Retry on 409").opened(Acme.at(0)));
        gitHubTeams.profile(Acme.MIA, "Mia Chen", null);
        gitHubTeams.join(PAYMENTS, Acme.MIA);
        gitHubTeams.join(PAYMENTS, Acme.OMAR);
        gitHubTeams.join(PLATFORM, Acme.OMAR);
        var omar = person("Omar Haddad");

        var taken = taken(TestClient.CONNECTION);

        assertThat(taken.getJsonObject("teams"))
                .isEqualTo(
                        new JsonObject(
                                "{\"read\":2,\"added\":2,\"renamed\":0,\"changed\":0,\"removed\":0}"));
        assertThat(taken.getJsonObject("members"))
                .isEqualTo(new JsonObject("{\"linked\":0,\"unlinked\":2}"));
        assertThat(taken.getJsonArray("unread")).isEmpty();
        var unlinked = taken.getJsonArray("unlinked").getJsonObject(0);
        assertThat(unlinked.getString("id")).isEqualTo(MIA);
        assertThat(unlinked.getString("name")).isEqualTo("Mia Chen");
        assertThat(members()).containsExactly(tuple("Payments", ""), tuple("Web platform", ""));
        assertThat(ofTeam("payments")).isEmpty();

        var mia = person("Mia Chen", MIA);
        link(TestClient.CONNECTION + ":" + Acme.OMAR.id(), omar.getString("id"));

        assertThat(members())
                .containsExactly(
                        tuple("Payments", "Mia Chen, Omar Haddad"),
                        tuple("Web platform", "Omar Haddad"));
        assertThat(ofTeam("payments")).hasSize(1);
        assertThat(server.json("/api/v1/people?q=mia").encode()).contains("\"Payments\"");

        undo(mia, 200);
        assertThat(members().getFirst()).isEqualTo(tuple("Payments", "Omar Haddad"));
        assertThat(ofTeam("payments")).isEmpty();
    }

    @Test
    void a_renamed_team_stays_one_and_who_has_left_is_taken_out() {
        server.send(acme.pullRequest("x").opened(Acme.at(0)));
        person("Mia Chen", MIA);
        gitHubTeams.join(PAYMENTS, Acme.MIA);
        gitHubTeams.found(PLATFORM);
        taken(TestClient.CONNECTION);
        var before = ids();
        assertThat(members().getFirst()).isEqualTo(tuple("Payments", "Mia Chen"));
        assertThat(taken(TestClient.CONNECTION).getValue("act")).isNull();

        // Each takes the other's name.
        gitHubTeams.found(new Team(PAYMENTS.id(), "payments", "Web platform"));
        gitHubTeams.found(new Team(PLATFORM.id(), "web-platform", "Payments"));
        gitHubTeams.leave(PAYMENTS, Acme.MIA);
        gitHubTeams.join(new Team(PLATFORM.id(), "web-platform", "Payments"), Acme.MIA);
        var second = taken(TestClient.CONNECTION);

        assertThat(second.getJsonObject("teams").getInteger("renamed")).isEqualTo(2);
        assertThat(second.getJsonObject("teams").getInteger("changed")).isEqualTo(2);
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(members())
                .containsExactly(tuple("Payments", "Mia Chen"), tuple("Web platform", ""));
        assertThat(ids()).isNotEqualTo(before);

        gitHubTeams.disband(PAYMENTS);
        var third = taken(TestClient.CONNECTION);
        assertThat(third.getJsonObject("teams").getInteger("removed")).isEqualTo(1);
        assertThat(members()).containsExactly(tuple("Payments", "Mia Chen"));

        undo(second, 409);
        undo(third, 200);
        undo(second, 200);
        assertThat(ids()).isEqualTo(before);
        assertThat(members())
                .containsExactly(tuple("Payments", "Mia Chen"), tuple("Web platform", ""));
    }

    @Test
    void an_import_that_is_undone_leaves_no_team_and_the_next_brings_the_same() {
        gitHubTeams.join(PAYMENTS, Acme.MIA);
        var first = taken(TestClient.CONNECTION);
        var before = ids();
        undo(first, 200);
        assertThat(ids()).isEmpty();

        taken(TestClient.CONNECTION);
        assertThat(ids()).isEqualTo(before);
        undo(first, 409);
    }

    @Test
    void a_team_that_is_called_as_another_is_called_by_its_path() {
        server.send(acme.pullRequest("x").opened(Acme.at(0)));
        var made = call("POST", "/api/v1/teams", new JsonObject().put("name", "payments"));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        gitHubTeams.join(PAYMENTS, Acme.MIA);
        var sub = new Team(5_002, "acme/payments", "Payments");
        group.membership().join(sub, CHEN);

        taken(TestClient.CONNECTION);
        taken(GITLAB);

        assertThat(members())
                .extracting(one -> one.toList().getFirst())
                .containsExactly("acme/payments", "acme/payments at acme-gitlab", "payments");
    }

    @Test
    void groups_are_teams_of_their_direct_members_without_bots_and_folders() {
        var sub = new Team(5_002, "acme/payments", "Payments");
        group.membership().join(new Team(5_001, "acme", "Acme"), OWNER);
        group.membership().join(sub, CHEN);
        group.membership().join(sub, Person.bot(9_003, "release"));
        group.membership().found(new Team(5_003, "acme/folder", "Folder"));

        var taken = taken(GITLAB);

        assertThat(taken.getJsonArray("unlinked").stream())
                .extracting(one -> ((JsonObject) one).getString("id"))
                .containsExactly(GITLAB + ":9001", GITLAB + ":9002");
        person("Mia Chen", GITLAB + ":9001");
        assertThat(members()).containsExactly(tuple("Acme", ""), tuple("Payments", "Mia Chen"));
    }

    @Test
    void what_members_show_of_themselves_suggests_who_is_who() {
        gitHubTeams.profile(Acme.MIA, "Mía  Chen", "mia@acme.example");
        gitHubTeams.join(PAYMENTS, Acme.MIA);
        group.membership().profile(CHEN, "Chen, Mia", "mia@acme.example");
        group.membership().join(new Team(5_001, "acme", "Acme"), CHEN);
        taken(TestClient.CONNECTION);
        taken(GITLAB);

        assertThat(reasons()).containsExactly("email", "name");

        // Who shows it no longer has it forgotten.
        gitHubTeams.profile(Acme.MIA, "Mía  Chen", null);
        taken(TestClient.CONNECTION);
        assertThat(reasons()).containsExactly("name");
    }

    @Test
    void a_token_that_may_not_know_addresses_brings_names() {
        stop();
        vertx = Vertx.vertx();
        start("repo, read:org");
        gitHubTeams.profile(Acme.MIA, "Mia Chen", "mia@acme.example");
        gitHubTeams.join(PAYMENTS, Acme.MIA);

        taken(TestClient.CONNECTION);

        var mia = server.all("/api/v1/identities").getFirst();
        assertThat(mia.getString("name")).isEqualTo("Mia Chen");
        assertThat(mia.getString("email")).isNull();
    }

    @Test
    void long_lists_are_read_to_their_end() {
        for (var team = 1; team <= 23; team++) {
            gitHubTeams.found(new Team(team, "team-" + team, "Team " + team));
        }
        for (var member = 1; member <= 230; member++) {
            gitHubTeams.join(PAYMENTS, Person.user(70_000 + member, "person-" + member));
            group.membership()
                    .join(
                            new Team(5_001, "acme", "Acme"),
                            Person.user(80_000 + member, "person-" + member));
        }

        var taken = taken(TestClient.CONNECTION);
        assertThat(taken.getJsonObject("teams").getInteger("read")).isEqualTo(24);
        assertThat(taken.getJsonObject("members").getInteger("unlinked")).isEqualTo(230);
        assertThat(taken(GITLAB).getJsonObject("members").getInteger("unlinked")).isEqualTo(230);
    }

    @Test
    void what_cannot_be_done_is_refused_and_changes_nothing() {
        gitHubTeams.join(PAYMENTS, Acme.MIA);
        taken(TestClient.CONNECTION);
        var before = members();

        gitHub.revoke();
        gitHubTeams.disband(PAYMENTS);
        assertThat(take(TestClient.CONNECTION).statusCode()).isEqualTo(502);
        assertThat(take("acme-jira").statusCode()).isEqualTo(409);
        assertThat(take("nobody").statusCode()).isEqualTo(404);
        var put =
                call(
                        "PUT",
                        "/api/v1/teams/" + ids().getFirst(),
                        new JsonObject().put("members", new JsonArray()));
        assertThat(put.statusCode()).isEqualTo(409);
        assertThat(put.body()).contains(TestClient.CONNECTION);
        assertThat(members()).isEqualTo(before);
    }

    @Test
    void to_say_what_is_so_already_is_answered() {
        server.send(acme.pullRequest("x").opened(Acme.at(0)));
        var answer = call("PUT", "/api/v1/identities/" + MIA, new JsonObject().putNull("person"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()).getValue("act")).isNull();
    }

    private HttpResponse<String> take(String connection) {
        return call("POST", "/api/v1/teams/import", new JsonObject().put("connection", connection));
    }

    private JsonObject taken(String connection) {
        var answer = take(connection);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private List<org.assertj.core.groups.Tuple> members() {
        return server.all("/api/v1/teams").stream()
                .map(team ->
                        tuple(
                                team.getString("name"),
                                String.join(
                                        ", ",
                                        team.getJsonArray("members").stream()
                                                .map(one -> ((JsonObject) one).getString("name"))
                                                .toList())))
                .toList();
    }

    private List<String> ids() {
        return server.all("/api/v1/teams").stream().map(one -> one.getString("id")).toList();
    }

    private JsonArray ofTeam(String team) {
        return server.json("/api/v1/pull-requests?team=" + team).getJsonArray("items");
    }

    private List<String> reasons() {
        var suggested = server.json("/api/v1/people/suggestions").getJsonArray("items");
        assertThat(suggested).hasSize(1);
        return suggested.getJsonObject(0).getJsonArray("reasons").stream()
                .map(Object::toString)
                .toList();
    }

    private JsonObject person(String name, String... theirs) {
        var identities = new JsonArray(List.of(theirs));
        var answer =
                call(
                        "POST",
                        "/api/v1/people",
                        new JsonObject().put("name", name).put("identities", identities));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonObject(answer.body());
    }

    private void link(String identity, String person) {
        var answer =
                call(
                        "PUT",
                        "/api/v1/identities/" + identity,
                        new JsonObject().put("person", person));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void undo(JsonObject done, int expected) {
        var answer =
                call(
                        "POST",
                        "/api/v1/people/acts/" + done.getString("act") + "/undo",
                        new JsonObject());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
    }

    private HttpResponse<String> call(String method, String path, JsonObject body) {
        return server.send(
                HttpRequest.newBuilder(server.uri(path))
                        .header("authorization", "Bearer " + TestClient.TOKEN)
                        .header("content-type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build());
    }
}
