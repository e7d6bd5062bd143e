package dev.turnaround.store;

import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.reference.Sought;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// Finds out which issues are meant by what pull requests refer to.
///
/// A reference and the name that it means may be written at the same moment, by two transactions of
/// which neither sees the other; then nobody would tell the stream of the tie. So whoever writes
/// references shares a lock that whoever writes names has alone: the second of the two sees the
/// first. Names move seldom, references often, and those do not wait for each other. It is the
/// first lock that a transaction takes.
final class TieReads {

    private static final String SHARE =
            "select pg_advisory_xact_lock_shared(hashtext('turnaround names'))";
    private static final String OWN = "select pg_advisory_xact_lock(hashtext('turnaround names'))";

    // The view `shown_tie` says the same of what is stored; here the references are not stored yet.
    private static final String RESOLVE =
            """
            select s.scope, s.word, i.name, null::boolean
            from unnest($1::text[], $2::text[]) as s (scope, word)
            join issue_name n on n.name = s.word and (s.scope = '' or n.connection = s.scope)
            join issue i on i.connection = n.connection and i.id = n.issue
            where i.name is not null
            union
            select s.scope, s.word, s.word, null
            from unnest($1::text[], $2::text[], $3::text[]) as s (scope, word, project)
            where exists (select from project p where p.key = s.project)
              and not exists (select from issue_name n where n.name = s.word)
            union
            select null, l.target, i.name, null
            from unnest($4::text[]) as a (address)
            join issue_link l on l.target = a.address
            join issue i on i.connection = l.connection and i.id = l.issue
            where i.name is not null
            union
            select null, concat_ws(':', h.connection, h.repository, h.name), i.name, h.tied
            from unnest($5::text[], $6::text[], $7::bigint[]) as k (connection, repository, number)
            join hand_tie h on h.kind = 'pull_request' and h.connection = k.connection and h.repository = k.repository
              and h.name = k.number::text and h.other_kind = 'issue'
            join issue i on i.connection = h.other_connection and i.id = h.other_name
            where i.name is not null
            union
            select null, concat_ws(':', h.connection, h.repository, h.name), h.other_name, h.tied
            from unnest($5::text[], $6::text[], $7::bigint[]) as k (connection, repository, number)
            join hand_tie h on h.kind = 'pull_request' and h.connection = k.connection and h.repository = k.repository
              and h.name = k.number::text and h.other_kind = 'key'
            """;

    private TieReads() {}

    static Statement lock(boolean namesMove) {
        return new Statement(namesMove ? OWN : SHARE, Tuple.tuple());
    }

    static Statement resolve(
            Collection<Sought> sought,
            Collection<String> addresses,
            Collection<PullRequestKey> pullRequests) {
        return new Statement(
                RESOLVE,
                Tuple.of(
                                Columns.texts(sought, Sought::scope),
                                Columns.texts(sought, Sought::word),
                                Columns.texts(sought, Sought::project),
                                Columns.texts(addresses, address -> address))
                        .addValue(Columns.texts(pullRequests, PullRequestKey::connection))
                        .addValue(Columns.texts(pullRequests, PullRequestKey::repository))
                        .addValue(Columns.numbers(pullRequests, PullRequestKey::number)));
    }

    static Ties ties(RowSet<Row> rows) {
        var called = new HashMap<Sought, SortedSet<String>>();
        var linked = new HashMap<String, SortedSet<String>>();
        var said = new HashMap<String, Map<String, Boolean>>();
        for (var row : rows) {
            var tied = row.getBoolean(3);
            if (tied != null) {
                said.computeIfAbsent(row.getString(1), _ -> new HashMap<>())
                        .put(row.getString(2), tied);
                continue;
            }
            var names =
                    row.getString(0) == null
                            ? linked.computeIfAbsent(row.getString(1), _ -> new TreeSet<>())
                            : called.computeIfAbsent(
                                    new Sought(row.getString(0), row.getString(1)),
                                    _ -> new TreeSet<>());
            names.add(row.getString(2));
        }
        return new Ties(called, linked, said);
    }
}
