package dev.turnaround.simulator.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Team;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Teams and their members as GraphQL tells them.
final class TeamJson {
    private static final int MEMBERS = 100;

    private TeamJson() {}

    /// A page of the teams of an organization.
    static ObjectNode teams(GitHubOrganization of, JsonNode variables) {
        var all = List.copyOf(of.membership().teams());
        var begin = begin(variables);
        var end = Math.min(all.size(), begin + variables.path("pageSize").asInt());
        var nodes = new ArrayList<ObjectNode>();
        for (var team : all.subList(Math.min(begin, end), end)) {
            var node =
                    Payload.object()
                            .put("databaseId", team.id())
                            .put("name", team.name())
                            .put("slug", team.slug())
                            .put("combinedSlug", of.login() + "/" + team.slug());
            node.set("members", members(of, team, 0));
            nodes.add(node);
        }
        var json = Payload.object();
        json.set(
                "teams",
                GraphQlJson.page(
                        nodes, end < all.size(), GraphQlJson.cursor("" + end), all.size()));
        return json;
    }

    /// The members of one from a place on.
    static ObjectNode more(GitHubOrganization of, JsonNode variables) {
        var json = Payload.object();
        json.putNull("team");
        for (var team : of.membership().teams()) {
            if (team.slug().equals(variables.path("slug").asText())) {
                json.putObject("team").set("members", members(of, team, begin(variables)));
            }
        }
        return json;
    }

    private static ObjectNode members(GitHubOrganization of, Team team, int begin) {
        var all = of.membership().members(team);
        var end = Math.min(all.size(), begin + MEMBERS);
        var nodes = new ArrayList<ObjectNode>();
        for (var one : all.subList(Math.min(begin, end), end)) {
            nodes.add(
                    Payload.object()
                            .put("id", nodeId(one))
                            .put("databaseId", one.id())
                            .put("login", one.login())
                            .put("name", of.membership().name(one)));
        }
        return GraphQlJson.page(nodes, end < all.size(), GraphQlJson.cursor("" + end), all.size());
    }

    /// Somebody's address, an empty one where they show none; null when they are unknown.
    static @Nullable ObjectNode email(GitHubOrganization of, String id) {
        for (var team : of.membership().teams()) {
            for (var one : of.membership().members(team)) {
                if (nodeId(one).equals(id)) {
                    var email = of.membership().email(one);
                    return Payload.object().put("id", id).put("email", email == null ? "" : email);
                }
            }
        }
        return null;
    }

    private static String nodeId(Person person) {
        return NodeId.of("U", person.id());
    }

    private static int begin(JsonNode variables) {
        var after = variables.path("after");
        return after.isTextual() ? Integer.parseInt(GraphQlJson.uncursor(after.asText())) : 0;
    }
}
