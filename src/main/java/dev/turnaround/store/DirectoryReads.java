package dev.turnaround.store;

import dev.turnaround.model.Account;
import dev.turnaround.model.Reviewer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// Reads the directory, and keeps it as long as it is the newest. Not for two threads at once.
///
/// Whoever folds asks for the version in the first statement of the transaction, which also sees to
/// it that the version stays what it is until the transaction ends.
final class DirectoryReads {

    private static final String NOW = "select version, unsettled from people_now()";

    // One statement, so that all of it belongs to the same snapshot.
    private static final String ALL =
            """
            select 'state' as what, version::text as a, unsettled::text as b, null as c, null as d from people_state
            union all
            select 'account', connection, id, person::text, called_bot::text from identity
            where person is not null
            union all
            select 'account', connection, id, null, called_bot::text from identity
            where person is null and called_bot is not null
            union all
            select 'person', id::text, name, null, null from person
            union all
            select 'member', m.person::text, t.id::text, t.name, null from team_person m join team t on t.id = m.team and not t.gone
            union all
            select 'agreement', kind, scope, about, value::text from agreement
            union all
            select 'roster', t.connection, t.source, a.account, null
            from team t left join team_account a on a.team = t.id and a.connection = t.connection
            where t.connection is not null and not t.gone
            """;

    private Directory kept = Directory.EMPTY;

    /// Asks for the version, and keeps everybody from moving it until the transaction ends.
    static Statement now() {
        return new Statement(NOW, Tuple.tuple());
    }

    /// The directory of a version.
    ///
    /// @param now the answer to [#now], in the same transaction
    Directory at(RowSet<Row> now, SqlClient sql) {
        var version = now.iterator().next().getLong(0);
        if (kept.version() != version) {
            kept = Patience.await(all(sql));
        }
        return kept;
    }

    /// Reads all of it.
    static Future<Directory> all(SqlClient sql) {
        return sql.preparedQuery(ALL).execute().map(DirectoryReads::directory);
    }

    private static Directory directory(RowSet<Row> rows) {
        var version = 0L;
        var unsettled = 0L;
        var accounts = new HashMap<Account, Standing>();
        var names = new HashMap<UUID, String>();
        Map<UUID, Set<String>> teams = new HashMap<>();
        var byName = new HashMap<UUID, SortedMap<String, String>>();
        var agreements = new HashMap<Agreement, JsonObject>();
        Map<String, Map<String, Set<String>>> members = new HashMap<>();
        for (var row : rows) {
            var a = row.getString(1);
            var b = row.getString(2);
            var c = row.getString(3);
            switch (row.getString(0)) {
                case "state" -> {
                    version = Long.parseLong(a);
                    unsettled = Long.parseLong(b);
                }
                case "account" -> {
                    var bot = row.getString(4);
                    accounts.put(
                            new Account(a, b),
                            new Standing(
                                    c == null ? null : UUID.fromString(c),
                                    bot == null ? null : Boolean.valueOf(bot)));
                }
                case "roster" -> {
                    var some =
                            members.computeIfAbsent(a, _ -> new HashMap<>())
                                    .computeIfAbsent(Reviewer.Team.key(b), _ -> new HashSet<>());
                    if (c != null) {
                        some.add(c);
                    }
                }
                case "person" -> names.put(UUID.fromString(a), b);
                case "agreement" ->
                        agreements.put(
                                new Agreement(Agreement.Kind.of(a), b, c),
                                new JsonObject(row.getString(4)));
                default -> {
                    var person = UUID.fromString(a);
                    var name = c.toLowerCase(Locale.ROOT);
                    var member = teams.computeIfAbsent(person, _ -> new HashSet<>());
                    member.add(b);
                    member.add(name);
                    byName.computeIfAbsent(person, _ -> new TreeMap<>()).put(name, b);
                }
            }
        }
        teams.replaceAll((_, some) -> Set.copyOf(some));
        return new Directory(
                version, unsettled, accounts, names, teams, members, Agreed.of(agreements, byName));
    }
}
