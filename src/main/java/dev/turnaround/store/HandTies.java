package dev.turnaround.store;

import dev.turnaround.model.work.Item;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What administrators say of two items: that they are tied, or are not, whatever else says so.
///
/// What was said stays until it is taken back: a tie that was removed does not come back with the
/// next edit of a title. Each of the two acts takes the other back.
///
/// Call on a virtual thread. Every call may throw what the SQL client throws, or [Away].
public final class HandTies {

    private static final String PAIR =
            """
            kind = $1 and connection = $2 and repository = $3 and name = $4
            and other_kind = $5 and other_connection = $6 and other_repository = $7 and other_name = $8
            """;

    private static final String SAID = "select tied from hand_tie where " + PAIR;

    private static final String TAKE_BACK = "delete from hand_tie where " + PAIR;

    private static final String SAY =
            """
            insert into hand_tie (kind, connection, repository, name, other_kind, other_connection, other_repository, other_name,
                                  number, tied)
            values ($1, $2, $3, $4, $5, $6, $7, $8, case when $1::text = 'pull_request' then $4::text::bigint end, $9)
            """;

    // The same late ties that a moved name leaves, so that the stream hears of it. Asked before
    // anything is written.
    private static final String MARK =
            """
            insert into late_tie as l (connection, repository, number, before, marks)
            select $1, $2, $3,
                   coalesce((select array_agg(distinct s.name order by s.name) from shown_tie s
                             where s.connection = $1 and s.repository = $2 and s.number = $3), '{}'),
                   1
            on conflict (connection, repository, number) do update set marks = l.marks + 1
            """;

    private static final String PULL_REQUEST_TIED =
            """
            select from shown_tie s
            where s.connection = $1 and s.repository = $2 and s.number = $3
              and (s.issue_connection = $4 and s.issue = $5 or s.issue is null and $4 = '' and s.name = $5)
            """;

    private static final String ISSUE_TIED =
            """
            select from shown_issue_tie s
            where s.connection = $1 and s.issue = $2
              and (s.other_connection = $3 and s.other = $4 or s.other is null and $3 = '' and s.name = $4)
            """;

    private final Pool pool;

    /// What is said.
    public HandTies(Readers readers) {
        this.pool = readers.pool();
    }

    /// What came of it.
    public sealed interface Outcome {
        /// It is so now.
        ///
        /// @param changed false when it was so already
        record Done(boolean changed) implements Outcome {}

        /// There is no such thing to tie, or to untie.
        record Missing(String what) implements Outcome {}
    }

    /// Ties two items. A removed tie is taken back; where nothing else ties the two, they are tied
    /// by hand.
    ///
    /// @param entry for the log of acts
    public Outcome tie(Item one, Item other, AuditEntry entry) {
        return transact(
                (sql, pair) -> {
                    if (pair.first().equals(pair.last())) {
                        return new Outcome.Missing("an item is not tied to itself");
                    }
                    var existing = FoundTies.existing(sql, List.of(one, other));
                    if (pair.last().kind() == Item.Kind.KEY
                            || !existing.contains(one)
                            || !existing.contains(other)) {
                        return new Outcome.Missing("no such pull request or issue");
                    }
                    var said = said(sql, pair);
                    if (Boolean.TRUE.equals(said)) {
                        return new Outcome.Done(false);
                    }
                    mark(sql, pair);
                    if (said != null) {
                        send(sql, TAKE_BACK, ends(pair));
                    }
                    if (said == null || !isTied(sql, pair)) {
                        send(sql, SAY, ends(pair).addValue(true));
                    }
                    Patience.await(Audit.write(sql, entry));
                    return new Outcome.Done(true);
                },
                one,
                other);
    }

    /// Unties two items. What ties them by hand is taken back; what else ties them does not count
    /// any more.
    ///
    /// @param entry for the log of acts
    public Outcome untie(Item one, Item other, AuditEntry entry) {
        return transact(
                (sql, pair) -> {
                    var said = said(sql, pair);
                    if (Boolean.FALSE.equals(said)) {
                        return new Outcome.Done(false);
                    }
                    if (said == null && !isTied(sql, pair)) {
                        return new Outcome.Missing("these two are not tied");
                    }
                    mark(sql, pair);
                    if (said != null) {
                        send(sql, TAKE_BACK, ends(pair));
                    }
                    if (isTied(sql, pair)) {
                        send(sql, SAY, ends(pair).addValue(false));
                    }
                    Patience.await(Audit.write(sql, entry));
                    return new Outcome.Done(true);
                },
                one,
                other);
    }

    private static @Nullable Boolean said(SqlClient sql, SortedSet<Item> pair) {
        var rows = send(sql, SAID, ends(pair));
        return rows.size() == 0 ? null : rows.iterator().next().getBoolean(0);
    }

    /// Whether anything ties the two, as far as hands let it.
    private static boolean isTied(SqlClient sql, SortedSet<Item> pair) {
        var one = pair.first();
        var other = pair.last();
        if (one.kind() == Item.Kind.PULL_REQUEST) {
            return send(
                                    sql,
                                    PULL_REQUEST_TIED,
                                    Tuple.of(
                                            one.connection(),
                                            one.repository(),
                                            Long.valueOf(one.name()),
                                            other.connection(),
                                            other.name()))
                            .size()
                    > 0;
        }
        return isTied(sql, one, other) || isTied(sql, other, one);
    }

    private static boolean isTied(SqlClient sql, Item issue, Item other) {
        return send(
                                sql,
                                ISSUE_TIED,
                                Tuple.of(
                                        issue.connection(),
                                        issue.name(),
                                        other.connection(),
                                        other.name()))
                        .size()
                > 0;
    }

    private static void mark(SqlClient sql, SortedSet<Item> pair) {
        for (var item : pair) {
            if (item.kind() == Item.Kind.PULL_REQUEST) {
                send(
                        sql,
                        MARK,
                        Tuple.of(item.connection(), item.repository(), Long.valueOf(item.name())));
            }
        }
    }

    private static Tuple ends(SortedSet<Item> pair) {
        var ends = Tuple.tuple();
        for (var item : pair) {
            ends.addValue(item.kind().word())
                    .addValue(item.connection())
                    .addValue(item.repository())
                    .addValue(item.name());
        }
        return ends;
    }

    /// What is done within a transaction.
    @FunctionalInterface
    private interface Work {
        /// @param pair in the order in which two items are written
        Outcome on(SqlClient sql, SortedSet<Item> pair);
    }

    private Outcome transact(Work work, Item one, Item other) {
        var pair = new TreeSet<>(List.of(one, other));
        var sql = Patience.await(pool.getConnection());
        try {
            var transaction = Patience.await(sql.begin());
            try {
                // Nobody may fold a pull request with the old ties meanwhile, and tell of them
                // afterwards.
                Patience.await(TieReads.lock(true).send(sql));
                var outcome = work.on(sql, pair);
                if (outcome instanceof Outcome.Done) {
                    Patience.await(transaction.commit());
                } else {
                    Patience.await(transaction.rollback());
                }
                return outcome;
            } catch (RuntimeException failed) {
                transaction.rollback();
                throw failed;
            }
        } finally {
            sql.close();
        }
    }

    private static RowSet<Row> send(SqlClient sql, String statement, Tuple arguments) {
        return Patience.await(new Statement(statement, arguments).send(sql));
    }
}
