package dev.turnaround.store;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The writing side: one connection of its own, one transaction at a time, each of two round trips
/// however large the batch.
///
/// All transactions take their locks in one order, so that two processes never wait for each other
/// in a circle: people and names of issues ([DirectoryReads] and [TieReads] say what that is),
/// receipts, pull requests, facts, issues, ties, issue facts, names, links, repositories, accounts
/// and where they take part, what is left out, measures, and within each by key.
///
/// Call on a virtual thread; not for two threads at once.
public final class BatchStore {

    private static final String SAVE_REFUSALS =
            """
            insert into refusal as r (connection, began_at, ended_at, deliveries)
            select * from unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::bigint[])
            on conflict (connection, began_at) do update
            set ended_at = greatest(r.ended_at, excluded.ended_at), deliveries = r.deliveries + excluded.deliveries
            """;

    /// For writers of what is live: news is mostly of what there was news of.
    public static final int MUCH_REMEMBERED = 100_000;

    private final Vertx vertx;
    private final Database database;
    private final Recent recent;
    private final BatchReads reads;
    private final AtomicBoolean forgetful = new AtomicBoolean();
    private @Nullable Writer writer;

    /// A store that connects when it is first used, and again whenever the connection was lost.
    ///
    /// @param factsRemembered how many facts it keeps in mind at most, so as not to read them again
    public BatchStore(Vertx vertx, Database database, int factsRemembered) {
        this.vertx = vertx;
        this.database = database;
        this.recent = new Recent(factsRemembered);
        this.reads = new BatchReads(recent);
    }

    /// Works out what to write from what is known.
    @FunctionalInterface
    public interface Work {
        /// Looks at what is known and says what to write.
        ///
        /// @param known read under lock
        /// @param histories gives all facts of what is asked for
        Writes apply(Known known, Histories histories);
    }

    /// Runs one transaction: reads and locks, lets `work` decide, writes, commits.
    ///
    /// @param wanted what to read and to lock
    /// @param turn asked when the work is done, with the locks held: whether it may be written now;
    ///   what it throws ends the transaction as [Away]
    /// @throws StaleRead when it has to be done again: also when its turn had not come, and when
    ///   names of issues move and `wanted` did not say so
    /// @throws RuntimeException of the SQL client, when the database refuses or is away; nothing is
    ///   written then, unless the connection broke during the commit itself
    public void transact(Wanted wanted, Work work, BooleanSupplier turn) {
        Writer to;
        try {
            to = connected();
        } catch (RuntimeException unreachable) {
            throw new Away(unreachable);
        }
        var ending = false;
        try {
            if (forgetful.getAndSet(false)) {
                recent.clear();
            }
            recent.makeRoom();
            var questions = reads.questions(wanted);
            var answers = Patience.await(to.together(sql -> begin(sql, questions)));
            var known = reads.known(to.sql(), answers);
            var writes = workOut(work, known, histories(to.sql(), known));
            if (!writes.named().isEmpty() && !wanted.namesMove()) {
                throw new StaleRead();
            }
            var statements = putInto(writes);
            if (!turn.getAsBoolean()) {
                throw new StaleRead();
            }
            ending = true;
            Patience.await(to.together(sql -> commit(sql, statements)));
            remember(writes);
        } catch (RuntimeException failed) {
            // The commit was sent along, and ends what was refused before it.
            if (!ending || !(failed instanceof PgException)) {
                abandon(to);
            }
            throw translated(failed);
        }
    }

    private Histories histories(PgConnection sql, Known known) {
        return new Histories() {
            @Override
            public Map<PullRequestKey, Map<String, Fact>> ofPullRequests(
                    Collection<PullRequestKey> keys) {
                return reads.history(sql, known.pullRequests(), keys);
            }

            @Override
            public Map<IssueKey, Map<String, IssueFact>> ofIssues(Collection<IssueKey> keys) {
                return IssueReads.history(sql, keys);
            }
        };
    }

    /// Takes nothing for stored that was, from the next transaction on. From any thread.
    public void forget() {
        forgetful.set(true);
    }

    /// Writes down times in which deliveries were refused.
    public void saveRefusals(Collection<Refusal> refusals) {
        var rows = List.copyOf(refusals);
        var arguments =
                Tuple.of(
                        Columns.texts(rows, Refusal::connection),
                        Columns.times(rows, Refusal::from),
                        Columns.times(rows, Refusal::to),
                        Columns.numbers(rows, Refusal::deliveries));
        Patience.await(new Statement(SAVE_REFUSALS, arguments).send(connected().sql()));
    }

    /// Closes the connection.
    public void close() {
        var open = writer;
        writer = null;
        if (open != null) {
            open.sql().close().await();
        }
    }

    private void remember(Writes writes) {
        var facts = new HashMap<PullRequestKey, List<Fact>>();
        for (var fact : writes.facts()) {
            facts.computeIfAbsent(fact.pullRequest(), _ -> new ArrayList<>()).add(fact.fact());
        }
        for (var state : writes.pullRequests()) {
            var stored =
                    new StoredPullRequest(
                            state.pullRequest(),
                            state.previousVersion() + 1,
                            state.people(),
                            state.measures());
            var isNew = state.previousVersion() == 0;
            recent.remember(
                    stored, facts.getOrDefault(state.pullRequest().key(), List.of()), isNew);
        }
    }

    /// A mistake of ours must not look like a database that is away: everything else would wait for
    /// it.
    private static Writes workOut(Work work, Known known, Histories histories) {
        try {
            return work.apply(known, histories);
        } catch (Away | StaleRead | VertxException passOn) {
            throw passOn;
        } catch (RuntimeException ours) {
            throw new Unstorable(ours);
        }
    }

    private static List<Statement> putInto(Writes writes) {
        try {
            return BatchWrites.of(writes);
        } catch (RuntimeException ours) {
            throw new Unstorable(ours);
        }
    }

    private static Future<BatchReads.Answers> begin(
            PgConnection sql, BatchReads.Questions questions) {
        var begun = sql.query("begin").execute();
        var answers = questions.send(sql);
        return Future.all(begun, answers).map(_ -> answers.result());
    }

    private static Future<?> commit(PgConnection sql, List<Statement> statements) {
        var answers = new ArrayList<Future<?>>(statements.size() + 1);
        statements.forEach(statement -> answers.add(statement.send(sql)));
        answers.add(sql.query("commit").execute());
        return Future.all(answers);
    }

    private Writer connected() {
        var open = writer;
        if (open == null || !open.alive().get()) {
            open = Patience.await(Writer.connect(vertx, database));
            writer = open;
        }
        return open;
    }

    /// Leaves a failed transaction. A connection that cannot even roll back is thrown away.
    private void abandon(Writer to) {
        try {
            to.sql().query("rollback").execute().timeout(1, SECONDS).await();
        } catch (Exception broken) {
            writer = null;
            to.sql().close();
        }
    }

    /// By SQLSTATE: <https://www.postgresql.org/docs/18/errcodes-appendix.html>
    private static RuntimeException translated(RuntimeException failed) {
        if (failed instanceof PgException refused) {
            var state = refused.getSqlState() == null ? "" : refused.getSqlState();
            if (state.equals("40P01") || state.equals("40001")) {
                return new StaleRead();
            }
            var becauseOfTheData =
                    state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
            return becauseOfTheData ? failed : new Away(failed);
        }
        var known =
                failed instanceof Away
                        || failed instanceof StaleRead
                        || failed instanceof Unstorable;
        return known ? failed : new Away(failed);
    }
}
