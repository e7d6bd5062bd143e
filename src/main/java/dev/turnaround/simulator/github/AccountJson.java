package dev.turnaround.simulator.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Team;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/// Users, bots, organisations and teams as GitHub writes them.
final class AccountJson {
    private AccountJson() {}

    static @Nullable ObjectNode nullable(@Nullable Person person) {
        return person == null ? null : person(person);
    }

    static ObjectNode person(Person person) {
        return switch (person.kind()) {
            case USER -> account(person.login(), person.id(), "U", "User", person.login());
            case BOT ->
                    account(
                            person.login(),
                            person.id(),
                            "BOT",
                            "Bot",
                            "apps/" + person.login().replace("[bot]", ""));
        };
    }

    static ObjectNode owner(GitHubOrganization owner) {
        return account(owner.login(), owner.id(), "O", "Organization", owner.login());
    }

    private static ObjectNode account(
            String login, long id, String prefix, String type, String page) {
        var url = Payload.API + "/users/" + URLEncoder.encode(login, UTF_8);
        return Payload.object()
                .put("login", login)
                .put("id", id)
                .put("node_id", NodeId.of(prefix, id))
                .put("avatar_url", avatar(id))
                .put("gravatar_id", "")
                .put("url", url)
                .put("html_url", Payload.SITE + "/" + page)
                .put("followers_url", url + "/followers")
                .put("following_url", url + "/following{/other_user}")
                .put("gists_url", url + "/gists{/gist_id}")
                .put("starred_url", url + "/starred{/owner}{/repo}")
                .put("subscriptions_url", url + "/subscriptions")
                .put("organizations_url", url + "/orgs")
                .put("repos_url", url + "/repos")
                .put("events_url", url + "/events{/privacy}")
                .put("received_events_url", url + "/received_events")
                .put("type", type)
                .put("user_view_type", "public")
                .put("site_admin", false);
    }

    static ObjectNode organization(GitHubOrganization owner) {
        var url = Payload.API + "/orgs/" + owner.login();
        return Payload.object()
                .put("login", owner.login())
                .put("id", owner.id())
                .put("node_id", NodeId.of("O", owner.id()))
                .put("url", url)
                .put("repos_url", url + "/repos")
                .put("events_url", url + "/events")
                .put("hooks_url", url + "/hooks")
                .put("issues_url", url + "/issues")
                .put("members_url", url + "/members{/member}")
                .put("public_members_url", url + "/public_members{/member}")
                .put("avatar_url", avatar(owner.id()))
                .put("description", "Everything for the shop around the corner");
    }

    static ObjectNode team(Team team, GitHubOrganization owner) {
        var url = Payload.API + "/organizations/" + owner.id() + "/team/" + team.id();
        return Payload.object()
                .put("name", team.name())
                .put("id", team.id())
                .put("node_id", NodeId.of("T", owner.id(), team.id()))
                .put("slug", team.slug())
                .put("description", "Who looks after " + team.name())
                .put("privacy", "closed")
                .put("notification_setting", "notifications_enabled")
                .put("url", url)
                .put("html_url", Payload.SITE + "/orgs/" + owner.login() + "/teams/" + team.slug())
                .put("members_url", url + "/members{/member}")
                .put("repositories_url", url + "/repos")
                .put("permission", "push")
                .putNull("parent");
    }

    private static String avatar(long id) {
        return "https://avatars.githubusercontent.com/u/" + id + "?v=4";
    }
}
