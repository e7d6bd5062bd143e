package dev.turnaround.store;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Pull requests that came to be tied to something else without any news of their own: the issue
/// came later, was renamed, or its project was connected.
///
/// Whoever moves a name marks them in the same transaction, so that none is forgotten when a
/// process dies. They are told of one by one, each in a transaction of its own: a project that is
/// connected late can be named by thousands.
///
/// Call on a virtual thread or at the start; not for two threads at once.
public final class LateTies implements AutoCloseable {

    // Never waits: what another transaction works on is left for the next look. Since the first
    // lock is the first write, the event's position is behind those of all earlier news of the pull
    // request. The one to tell of is found on its own: a plan made while there are no pull requests
    // would go through all of them.
    private static final String FIND =
            """
            with l as materialized (
              select connection, repository, number, before from late_tie
              order by connection, repository, number
              limit 1
              for update skip locked)
            select l.connection, l.repository, l.number, p.version, p.state::text, r.name, r.name_at, l.before
            from l
            join pull_request p on p.connection = l.connection and p.repository = l.repository and p.number = l.number
            left join repository r on r.connection = p.connection and r.id = p.repository
            for update of p skip locked
            """;

    private static final String ISSUES =
            """
            select array_agg(distinct t.name order by t.name) from shown_tie t
            where t.connection = $1 and t.repository = $2 and t.number = $3
            """;

    private static final String DONE =
            "delete from late_tie where connection = $1 and repository = $2 and number = $3";

    private final OwnConnection own;
    private final DirectoryReads directory = new DirectoryReads();

    /// A store that connects when it is first used, and again whenever the connection was lost.
    public LateTies(Vertx vertx, Database database) {
        this.own = new OwnConnection(vertx, database);
    }

    /// Says what the stream is to hear.
    @FunctionalInterface
    public interface Telling {
        /// The event for a pull request.
        ///
        /// @param before the names of the issues that it was tied to when it was last told of
        /// @param directory what is known of accounts
        StreamEvent of(Tied now, List<String> before, Directory directory);
    }

    /// Tells of one pull request, if there is one to tell of.
    ///
    /// @return false when there is none
    /// @throws RuntimeException of the SQL client; then nothing was told
    public boolean tellOne(Telling telling) {
        return own.transact(sql -> {
            var asOf = Patience.await(DirectoryReads.now().send(sql));
            var found = Patience.await(sql.preparedQuery(FIND).execute());
            if (found.size() == 0) {
                return false;
            }
            var row = found.iterator().next();
            var key = Tuple.of(row.getString(0), row.getString(1), row.getLong(2));
            // Read under lock, after it: an edit that was just committed counts.
            var issues = names(Patience.await(sql.preparedQuery(ISSUES).execute(key)));
            var before = List.of(row.getArrayOfStrings(7));
            if (!before.equals(issues)) {
                var event =
                        telling.of(
                                new Tied(Reading.pullRequest(row), issues),
                                before,
                                directory.at(asOf, sql));
                Patience.await(BatchWrites.saveEvents(List.of(event), 0).send(sql));
            }
            Patience.await(sql.preparedQuery(DONE).execute(key));
            return true;
        });
    }

    /// Makes projects known whose issues may never have been heard of: their keys count from now
    /// on.
    ///
    /// @param projects the keys of projects, by connection
    public void know(Map<String, Set<String>> projects) {
        var ordered = new TreeMap<>(projects);
        own.transact(sql -> {
            Patience.await(TieReads.lock(true).send(sql));
            ordered.forEach((connection, keys) ->
                    Patience.await(TieWrites.know(connection, keys).send(sql)));
            return true;
        });
    }

    @Override
    public void close() {
        own.close();
    }

    private static List<String> names(RowSet<Row> rows) {
        var names = rows.iterator().next().getArrayOfStrings(0);
        return names == null ? List.of() : List.of(names);
    }
}
