package dev.turnaround.provider.github;

import dev.turnaround.model.Actor;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.Roster;
import dev.turnaround.provider.Rosters;
import dev.turnaround.provider.json.Unreadable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The teams of the organizations whose repositories a connection can see.
///
/// A team's members are those of its child teams too, as GitHub counts them:
/// <https://docs.github.com/en/organizations/organizing-members-into-teams/about-teams#nested-teams>
final class Teams implements Rosters {
    private static final int TEAMS_MAX = 20;
    private static final int PEOPLE_MAX = 100;

    private final Repositories repositories;
    private final GraphQl graphQl;
    private final PageSize pageSize = new PageSize(TEAMS_MAX);

    Teams(Repositories repositories, GraphQl graphQl) {
        this.repositories = repositories;
        this.graphQl = graphQl;
    }

    /// Where to go on.
    ///
    /// @param organizations those that are not read to their end
    /// @param after the cursor within the first of them; null to begin with it
    private record Place(List<String> organizations, @Nullable String after) {
        static Place of(String cursor) {
            var parts = cursor.split(" ", 2);
            return new Place(List.of(parts[0].split(",", -1)), parts.length < 2 ? null : parts[1]);
        }

        String cursor() {
            var joined = String.join(",", organizations);
            return after == null ? joined : joined + " " + after;
        }

        @Nullable Place behind(@Nullable String next) {
            if (next != null) {
                return new Place(organizations, next);
            }
            var others = organizations.subList(1, organizations.size());
            return others.isEmpty() ? null : new Place(others, null);
        }
    }

    @Override
    public Page<Roster> teams(@Nullable String cursor) {
        var flaws = new ArrayList<Page.Flaw>();
        var place = cursor == null ? first(flaws) : Place.of(cursor);
        if (place == null) {
            return new Page<>(List.of(), flaws, null, null);
        }
        try {
            return page(place, flaws);
        } catch (Unreadable unreadable) {
            throw new ApiFailure.Unreadable(unreadable.reason());
        }
    }

    /// The owners of the repositories; which of them are organizations shows when they are asked.
    private @Nullable Place first(List<Page.Flaw> flaws) {
        var owners = new TreeSet<String>();
        String cursor = null;
        do {
            var page = repositories.page(cursor);
            page.items().forEach(one -> owners.add(Named.owner(one)));
            flaws.addAll(page.flaws());
            cursor = page.next();
        } while (cursor != null);
        return owners.isEmpty() ? null : new Place(List.copyOf(owners), null);
    }

    private Page<Roster> page(Place place, List<Page.Flaw> flaws) throws Unreadable {
        var organization = place.organizations().getFirst();
        var told = asked(organization, place.after());
        var list = told.data().at("organization").at("teams");
        if (list.absent()) {
            var fault = told.within(List.of("organization", "teams"));
            // A person's account: only organizations have teams.
            if (fault == null || !fault.notFound()) {
                flaws.add(
                        new Page.Flaw(
                                "organization " + organization,
                                fault == null ? "its teams are not told" : fault.words()));
            }
            return page(List.of(), flaws, place.behind(null));
        }
        var teams = new ArrayList<Team>();
        for (var node : list.at("nodes").list()) {
            try {
                teams.add(team(organization, node));
            } catch (Unreadable unreadable) {
                flaws.add(new Page.Flaw("team " + node.path(), unreadable.reason()));
            }
        }
        var emails = emails(teams);
        var rosters = teams.stream().map(one -> one.roster(emails)).toList();
        return page(rosters, flaws, place.behind(Rest.of(list).after()));
    }

    private static Page<Roster> page(
            List<Roster> rosters, List<Page.Flaw> flaws, @Nullable Place next) {
        return new Page<>(rosters, flaws, next == null ? null : next.cursor(), null);
    }

    private GraphQl.Told asked(String organization, @Nullable String after) {
        while (true) {
            var variables =
                    GraphQl.variables()
                            .put("organization", organization)
                            .put("pageSize", pageSize.now())
                            .put("after", after);
            var told = graphQl.askOnce(GraphQl.Document.TEAMS, "Teams", variables);
            if (told != null) {
                pageSize.fine();
                return told;
            }
            if (!pageSize.less()) {
                return graphQl.ask(GraphQl.Document.TEAMS, "Teams", variables);
            }
        }
    }

    /// A team whose members' addresses are not known yet.
    ///
    /// @param members by their node ids
    private record Team(String source, String name, String path, Map<String, Somebody> members) {

        /// Somebody.
        private record Somebody(Actor actor, @Nullable String name) {}

        Roster roster(Map<String, String> emails) {
            var all = new ArrayList<Roster.Member>();
            members.forEach((id, one) ->
                    all.add(new Roster.Member(one.actor(), one.name(), emails.get(id))));
            return new Roster(source, name, path, all);
        }
    }

    private Team team(String organization, Tree node) throws Unreadable {
        var members = new LinkedHashMap<String, Team.Somebody>();
        var slug = node.at("slug").passing();
        var some = node.at("members");
        take(some, members);
        for (var rest = Rest.of(some); rest.more(); rest = Rest.of(some)) {
            var variables =
                    GraphQl.variables()
                            .put("organization", organization)
                            .put("slug", slug)
                            .put("after", rest.after());
            var told = graphQl.ask(GraphQl.Document.TEAMS, "MoreOfTeam", variables);
            some = told.data().at("organization").at("team").at("members");
            take(some, members);
        }
        return new Team(
                Long.toString(node.at("databaseId").id()),
                node.at("name").text(),
                node.at("combinedSlug").text(),
                members);
    }

    private static void take(Tree some, Map<String, Team.Somebody> members) throws Unreadable {
        for (var one : some.at("nodes").list()) {
            var login = one.at("login").text();
            var id = Long.toString(one.at("databaseId").id());
            members.put(
                    one.at("id").passing(),
                    new Team.Somebody(
                            new Actor(id, login, Bots.is(login, null)), said(one.at("name"))));
        }
    }

    /// By the node ids of people; nothing where the token may not know them.
    private Map<String, String> emails(List<Team> teams) throws Unreadable {
        var ids = new TreeSet<String>();
        teams.forEach(one -> ids.addAll(one.members().keySet()));
        var all = List.copyOf(ids);
        var emails = new HashMap<String, String>();
        for (var from = 0; from < all.size(); from += PEOPLE_MAX) {
            var variables = GraphQl.variables();
            var some = variables.putArray("ids");
            all.subList(from, Math.min(all.size(), from + PEOPLE_MAX)).forEach(some::add);
            GraphQl.Told told;
            try {
                told = graphQl.ask(GraphQl.Document.EMAILS, "Emails", variables);
            } catch (ApiFailure.Refused | ApiFailure.Unreadable _) {
                return Map.of();
            }
            for (var one : told.data().at("nodes").list()) {
                var email = said(one.at("email"));
                if (email != null) {
                    emails.put(one.at("id").passing(), email);
                }
            }
        }
        return emails;
    }

    /// GitHub says nothing in two ways.
    private static @Nullable String said(Tree text) throws Unreadable {
        return text.absent() || text.text().isBlank() ? null : text.text();
    }
}
