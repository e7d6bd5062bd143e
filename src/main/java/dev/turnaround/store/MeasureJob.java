package dev.turnaround.store;

import dev.turnaround.model.PullRequest;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.measure.Measures;
import dev.turnaround.model.timing.Terms;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/// Measures what is stored already: what was there before measures were kept, and everything when
/// the rules or the usual working hours have changed. In steps of a transaction each, which also
/// says how far it is, so that whoever comes after a process that died goes on there. What is
/// written meanwhile is measured by whoever writes it.
///
/// Call on a virtual thread; not for two threads at once. Every call may throw what the SQL client
/// throws, or [Away].
public final class MeasureJob implements AutoCloseable {
    private static final int STEP = 100;

    // Rules of a lower number leave those of a higher one alone: a program that is being replaced
    // does not undo what its successor does.
    private static final String BEGIN =
            """
            update measure_job
            set rules = $1, approvals = $2, connection = '', repository = '', number = 0, done = false
            where rules < $1 or (rules = $1 and approvals <> $2)
            """;

    private static final String PLACE =
            "select connection, repository, number from measure_job where not done and rules <= $1 for update skip locked";

    private static final String PULL_REQUESTS =
            """
            select connection, repository, number, state::text from pull_request
            where (connection, repository, number) > ($1, $2, $3)
            order by connection, repository, number
            limit %d
            for update
            """
                    .formatted(STEP);

    private static final String LEFT = "select from measure_job where not done and rules <= $1";

    private static final String REACH =
            "update measure_job set connection = $1, repository = $2, number = $3";

    private final OwnConnection own;
    private final DirectoryReads directory = new DirectoryReads();
    private final Terms terms;
    private boolean begun;

    /// A store that connects when it is first used, and again whenever the connection was lost.
    ///
    /// @param terms what is settled of all pull requests
    public MeasureJob(Vertx vertx, Database database, Terms terms) {
        this.own = new OwnConnection(vertx, database);
        this.terms = terms;
    }

    /// What came of a step.
    ///
    /// @param more whether there may be more to do at once; not when all is done, or another
    ///   process is at it
    /// @param unfolded pull requests that have to be folded again before it goes on: they were
    ///   stored when less was kept of what their facts tell
    public record Step(boolean more, List<PullRequestKey> unfolded) {
        private static final Step NOTHING = new Step(false, List.of());

        /// Copies the list.
        public Step {
            unfolded = List.copyOf(unfolded);
        }
    }

    /// Goes one step on.
    public Step step() {
        return own.with(sql -> {
            if (!begun) {
                send(sql, BEGIN, Tuple.of(Measures.RULES, terms.approvals()));
                begun = true;
            }
            return send(sql, LEFT, Tuple.of(Measures.RULES)).isEmpty()
                    ? Step.NOTHING
                    : own.transact(this::measureSome);
        });
    }

    private Step measureSome(PgConnection sql) {
        var known = directory.at(Patience.await(DirectoryReads.now().send(sql)), sql);
        var place = send(sql, PLACE, Tuple.of(Measures.RULES));
        var unfolded =
                place.isEmpty() ? List.<PullRequestKey>of() : measure(sql, place.getFirst(), known);
        return new Step(!place.isEmpty(), unfolded);
    }

    private List<PullRequestKey> measure(PgConnection sql, Row place, Directory known) {
        var found =
                send(
                        sql,
                        PULL_REQUESTS,
                        Tuple.of(place.getString(0), place.getString(1), place.getLong(2)));
        if (found.isEmpty()) {
            send(sql, "update measure_job set done = true", Tuple.tuple());
            return List.of();
        }
        var stored = found.stream().map(MeasureJob::stored).toList();
        var unfolded =
                stored.stream()
                        .filter(one -> !one.progress().resumable())
                        .map(PullRequest::key)
                        .toList();
        if (!unfolded.isEmpty()) {
            return unfolded;
        }
        var measured =
                stored.stream()
                        .map(one ->
                                new Writes.NewMeasures(
                                        one.key(),
                                        Measures.of(
                                                one,
                                                terms,
                                                known.calendars(one.key().connection()))))
                        .toList();
        Patience.await(MeasureWrites.of(measured).send(sql));
        var last = measured.getLast().pullRequest();
        send(sql, REACH, Tuple.of(last.connection(), last.repository(), last.number()));
        return List.of();
    }

    private static PullRequest stored(Row row) {
        var key = new PullRequestKey(row.getString(0), row.getString(1), row.getLong(2));
        return StateJson.readState(row.getString(3)).pullRequest(key);
    }

    private static List<Row> send(PgConnection sql, String statement, Tuple arguments) {
        return Patience.await(new Statement(statement, arguments).send(sql)).stream().toList();
    }

    @Override
    public void close() {
        own.close();
    }
}
