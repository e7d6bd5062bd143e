package dev.turnaround.provider.gitlab;

import dev.turnaround.model.Actor;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.Roster;
import dev.turnaround.provider.Rosters;
import dev.turnaround.provider.json.Fields;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The groups and subgroups that the token's account is a member of, as teams of those who are
/// members of them and not only of a group above: whoever owns the topmost would be in each.
///
/// <https://docs.gitlab.com/api/groups/#list-all-groups>,
/// <https://docs.gitlab.com/user/project/members/#membership-types>
final class Groups implements Rosters {
    private static final int GUEST = 10;

    private final Rest rest;
    private final Graph graph;

    Groups(Rest rest, Graph graph) {
        this.rest = rest;
        this.graph = graph;
    }

    private record Group(long id, String name, String path) {}

    /// Somebody, and whether they are anybody at all: who was only invited is nobody yet.
    private record Somebody(Roster.@Nullable Member member) {}

    /// A group in which nobody is a member by themselves is a folder and no team.
    ///
    /// @param cursor the number of the page
    @Override
    public Page<Roster> teams(@Nullable String cursor) {
        var number = cursor == null ? 1 : checked(cursor);
        var rows =
                rest.list(
                        "/groups?min_access_level=%d&order_by=id&sort=asc&per_page=%d&page=%d"
                                .formatted(GUEST, Rest.PER_PAGE, number),
                        Groups::group);
        var teams = new ArrayList<Roster>();
        var flaws = new ArrayList<Page.Flaw>();
        for (var group : rows.items()) {
            var members = members(group);
            if (members == null) {
                flaws.add(new Page.Flaw("group " + group.path(), "its members are not told"));
            } else if (!members.isEmpty()) {
                teams.add(
                        new Roster(Long.toString(group.id()), group.name(), group.path(), members));
            }
        }
        if (rows.items().size() < rows.rows()) {
            flaws.add(new Page.Flaw("page " + number, "a group on it could not be read"));
        }
        return new Page<>(teams, flaws, rows.full() ? Integer.toString(number + 1) : null, null);
    }

    private static int checked(String cursor) {
        try {
            return Integer.parseInt(cursor);
        } catch (NumberFormatException _) {
            throw new ApiFailure.CursorExpired();
        }
    }

    private @Nullable List<Roster.Member> members(Group group) {
        var members = new ArrayList<Roster.Member>();
        String after = null;
        do {
            var variables = new JsonObject().put("group", group.path()).put("after", after);
            var part = graph.ask(Queries.MEMBERS, variables, Groups::part).data();
            if (part == null || !part.whole()) {
                return null;
            }
            for (var one : part.items()) {
                if (one.member() != null) {
                    members.add(one.member());
                }
            }
            after = part.next();
        } while (after != null);
        return members;
    }

    private static @Nullable Group group(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        String name = null;
        String path = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "name" -> name = in.text();
                case "full_path" -> path = in.text();
                default -> in.skip();
            }
        }
        return id == null || name == null || path == null ? null : new Group(id, name, path);
    }

    private static Told.@Nullable Part<Somebody> part(Fields in) throws IOException {
        Told.Part<Somebody> part = null;
        while (in.next()) {
            if (in.name().equals("group") && in.enter()) {
                while (in.next()) {
                    if (in.name().equals("groupMembers")) {
                        part = Told.part(in, Groups::somebody);
                    } else {
                        in.skip();
                    }
                }
            } else {
                in.skip();
            }
        }
        return part;
    }

    private static @Nullable Somebody somebody(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        var somebody = new Somebody(null);
        while (in.next()) {
            if (in.name().equals("user") && !in.isNull()) {
                somebody = user(in);
            } else {
                in.skip();
            }
        }
        return somebody;
    }

    private static @Nullable Somebody user(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        String username = null;
        String name = null;
        String email = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = Told.number(in);
                case "username" -> username = in.text();
                case "name" -> name = said(in.text());
                case "publicEmail" -> email = said(in.text());
                default -> in.skip();
            }
        }
        return id == null || username == null
                ? null
                : new Somebody(
                        new Roster.Member(
                                new Actor(Long.toString(id), username, Bots.is(username)),
                                name,
                                email));
    }

    private static @Nullable String said(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
