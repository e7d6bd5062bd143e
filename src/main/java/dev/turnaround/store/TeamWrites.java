package dev.turnaround.store;

import static dev.turnaround.store.Columns.texts;
import static dev.turnaround.store.Columns.times;

import dev.turnaround.model.Account;
import dev.turnaround.store.PeopleChanges.OfRoster;
import dev.turnaround.store.PeopleChanges.OfTeam;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Teams that a provider knows, within the transaction of an act.
final class TeamWrites {

    private static final String OF_SOURCE =
            "select id, source, case when gone then null else name end from team where connection = $1 for update";

    private static final String NAMES_OF_OTHERS =
            "select lower(name) from team where not gone and connection is distinct from $1";

    private static final String NAMES =
            "select id, case when gone then null else name end from team where id = any($1::uuid[]) for update";

    private static final String TAKEN =
            """
            select 1 from team
            where not gone and lower(name) = any($1::text[]) and id <> all($2::uuid[])
            limit 1
            """;

    private static final String ACCOUNTS =
            "select team, connection, account from team_account where team = any($1::uuid[])";

    // Without a name until the act gives it one.
    private static final String MAKE =
            "insert into team (id, name, connection, source, gone) values ($1, '', $2, $3, true)";

    private static final String TAKE_AWAY =
            "update team set gone = true where id = any($1::uuid[])";

    private static final String NAME = "update team set name = $2, gone = false where id = $1";

    private static final String JOIN =
            """
            insert into team_account (team, connection, account)
            select * from unnest($1::uuid[], $2::text[], $3::text[])
            on conflict do nothing
            """;

    private static final String LEAVE =
            """
            delete from team_account t
            using unnest($1::uuid[], $2::text[], $3::text[]) as n (team, connection, account)
            where t.team = n.team and t.connection = n.connection and t.account = n.account
            """;

    // What somebody no longer shows is forgotten. Webhooks that were newer know the login better.
    private static final String SAVE_FACES =
            """
            insert into identity as i (connection, id, login, name, email, bot, seen_at)
            select n.connection, n.id, n.login, n.name, n.email, false, n.at
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
              as n (connection, id, login, name, email, at)
            on conflict (connection, id) do update
            set login = case when i.seen_at < excluded.seen_at or i.login = '#' || i.id
                             then excluded.login else i.login end,
                name = excluded.name, email = excluded.email
            where (i.login, i.name, i.email) is distinct from (excluded.login, excluded.name, excluded.email)
            """;

    private TeamWrites() {}

    /// What taking over would change. Makes the teams that were never there, as gone.
    static PeopleChanges changes(SqlClient sql, TeamImport told) {
        var known = new HashMap<String, Known>();
        for (var row : send(sql, OF_SOURCE, Tuple.of(told.connection()))) {
            known.put(row.getString(1), new Known(row.getUUID(0), row.getString(2)));
        }
        var before = accounts(sql, known.values().stream().map(Known::id).toList());
        var rest = new HashMap<>(known);
        told.teams().forEach(one -> rest.remove(one.source()));
        var names = new Names(told.connection(), taken(sql, told, rest.values()));
        var teams = new ArrayList<OfTeam>();
        var rosters = new ArrayList<OfRoster>();
        for (var team :
                told.teams().stream()
                        .sorted(Comparator.comparing(TeamImport.Team::source))
                        .toList()) {
            var one = known.get(team.source());
            if (one == null) {
                one = new Known(UUID.randomUUID(), null);
                send(sql, MAKE, Tuple.of(one.id(), told.connection(), team.source()));
            }
            var name = names.of(team);
            if (!name.equals(one.name())) {
                teams.add(new OfTeam(one.id(), one.name(), name));
            }
            differences(one.id(), before.getOrDefault(one.id(), Set.of()), team.members(), rosters);
        }
        if (told.whole()) {
            for (var gone : rest.values()) {
                if (gone.name() != null) {
                    teams.add(new OfTeam(gone.id(), gone.name(), null));
                    differences(
                            gone.id(), before.getOrDefault(gone.id(), Set.of()), Set.of(), rosters);
                }
            }
        }
        return PeopleChanges.ofTeams(teams, rosters);
    }

    /// A team that was told of before.
    ///
    /// @param name null when it is gone
    private record Known(UUID id, @Nullable String name) {}

    private static Set<String> taken(SqlClient sql, TeamImport told, Collection<Known> notToldNow) {
        var taken = new HashSet<String>();
        send(sql, NAMES_OF_OTHERS, Tuple.of(told.connection()))
                .forEach(row -> taken.add(row.getString(0)));
        if (!told.whole()) {
            for (var one : notToldNow) {
                if (one.name() != null) {
                    taken.add(small(one.name()));
                }
            }
        }
        return taken;
    }

    /// Gives each team a name that no other has.
    private record Names(String connection, Set<String> taken) {
        String of(TeamImport.Team team) {
            return Stream.of(
                            team.name(),
                            team.path(),
                            team.path() + " at " + connection,
                            team.path() + " at " + connection + " #" + team.source())
                    .filter(name -> taken.add(small(name)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static void differences(
            UUID team, Set<Account> before, Set<Account> after, List<OfRoster> rosters) {
        var all = new TreeSet<>(before);
        all.addAll(after);
        for (var one : all) {
            if (before.contains(one) != after.contains(one)) {
                rosters.add(new OfRoster(team, one, before.contains(one), after.contains(one)));
            }
        }
    }

    private static Map<UUID, Set<Account>> accounts(SqlClient sql, Collection<UUID> teams) {
        var accounts = new HashMap<UUID, Set<Account>>();
        for (var row : send(sql, ACCOUNTS, ids(teams))) {
            accounts.computeIfAbsent(row.getUUID(0), _ -> new TreeSet<>())
                    .add(new Account(row.getString(1), row.getString(2)));
        }
        return accounts;
    }

    static TeamImport.Counts counts(PeopleChanges changes) {
        var added = changes.teams().stream().filter(one -> one.before() == null).toList();
        var removed = changes.teams().stream().filter(one -> one.after() == null).toList();
        var changed = new HashSet<UUID>();
        changes.rosters().forEach(one -> changed.add(one.team()));
        Stream.concat(added.stream(), removed.stream()).forEach(one -> changed.remove(one.team()));
        return new TeamImport.Counts(
                added.size(),
                changes.teams().size() - added.size() - removed.size(),
                changed.size(),
                removed.size());
    }

    /// Keeps what accounts show of themselves.
    static void saveFaces(SqlClient sql, List<TeamImport.Face> faces, Instant at) {
        var rows = faces.stream().sorted(Comparator.comparing(TeamImport.Face::account)).toList();
        if (!rows.isEmpty()) {
            send(
                    sql,
                    SAVE_FACES,
                    Tuple.of(
                            texts(rows, one -> one.account().connection()),
                            texts(rows, one -> one.account().id()),
                            texts(rows, TeamImport.Face::login),
                            texts(rows, TeamImport.Face::name),
                            texts(rows, TeamImport.Face::email),
                            times(rows, _ -> at)));
        }
    }

    /// Why what was changed cannot be changed so any more; null when it can.
    static @Nullable String inTheWay(SqlClient sql, PeopleChanges changes) {
        var touched = new HashSet<UUID>();
        changes.teams().forEach(one -> touched.add(one.team()));
        changes.rosters().forEach(one -> touched.add(one.team()));
        if (touched.isEmpty()) {
            return null;
        }
        var names = new HashMap<UUID, @Nullable String>();
        send(sql, NAMES, ids(touched)).forEach(row -> names.put(row.getUUID(0), row.getString(1)));
        for (var one : changes.teams()) {
            var name = names.get(one.team());
            if (name == null ? one.before() != null : !name.equals(one.before())) {
                return changedSince(name == null ? one.before() : name);
            }
        }
        var accounts = accounts(sql, touched);
        for (var one : changes.rosters()) {
            if (accounts.getOrDefault(one.team(), Set.of()).contains(one.account())
                    != one.before()) {
                return changedSince(names.get(one.team()));
            }
        }
        var wanted =
                changes.teams().stream()
                        .map(OfTeam::after)
                        .flatMap(Stream::ofNullable)
                        .map(TeamWrites::small)
                        .toArray(String[]::new);
        var clash = send(sql, TAKEN, Tuple.of(wanted, (Object) touched.toArray(UUID[]::new)));
        return clash.size() > 0 ? "another team has the name by now" : null;
    }

    private static String changedSince(@Nullable String name) {
        return "the team "
                + (name == null ? "" : name + " ")
                + "was changed since; undo that first";
    }

    static void write(SqlClient sql, PeopleChanges changes) {
        var teams = changes.teams();
        if (!teams.isEmpty()) {
            // All names are free before one is given: two teams may have changed theirs.
            send(sql, TAKE_AWAY, ids(teams.stream().map(OfTeam::team).toList()));
            for (var one : teams) {
                if (one.after() != null) {
                    send(sql, NAME, Tuple.of(one.team(), one.after()));
                }
            }
        }
        write(sql, JOIN, changes.rosters().stream().filter(OfRoster::after).toList());
        write(sql, LEAVE, changes.rosters().stream().filter(one -> !one.after()).toList());
    }

    private static void write(SqlClient sql, String statement, List<OfRoster> some) {
        if (!some.isEmpty()) {
            send(
                    sql,
                    statement,
                    Tuple.of(
                            some.stream().map(OfRoster::team).toArray(UUID[]::new),
                            texts(some, one -> one.account().connection()),
                            texts(some, one -> one.account().id())));
        }
    }

    private static Tuple ids(Collection<UUID> ids) {
        return Tuple.of((Object) ids.toArray(UUID[]::new));
    }

    private static RowSet<Row> send(SqlClient sql, String statement, Tuple arguments) {
        return Patience.await(new Statement(statement, arguments).send(sql));
    }
}
