package dev.turnaround.store;

import dev.turnaround.model.PullRequestKey;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Erases what is stored of repositories, or of whole connections, in small steps of a transaction
/// each: nobody waits long for a lock, and a process that dies leaves the rest to the next. The
/// locks are taken in the order that [BatchStore] states.
///
/// The log of deliveries and the stream's log are not touched: they hold numbers and times, and end
/// by themselves after 30 and 2 days.
///
/// Call on a virtual thread; not for two threads at once.
public final class Erasures implements AutoCloseable {
    /// What is empty is looked at once more after so long: a delivery may have been on its way.
    static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private static final int STEP = 100;
    private static final int SMALL_STEP = 2_000;

    private static final String NEXT =
            """
            select connection, repository, done from erasure
            where due_at <= $1
            order by due_at
            limit 1
            for update skip locked
            """;

    private static final String PULL_REQUESTS =
            """
            select repository, number from pull_request
            where connection = $1 and repository = $2
            order by connection, repository, number
            limit %d
            for update
            """
                    .formatted(STEP);

    // In the order of the locks: facts, ties. The rows of the pull requests are locked already.
    private static final List<String> WITH_PULL_REQUESTS =
            List.of(
                    "delete from fact t using unnest($2::text[], $3::bigint[]) as k (repository, number) where t.connection = $1 and t.repository = k.repository and t.number = k.number",
                    "delete from tie t using unnest($2::text[], $3::bigint[]) as k (repository, number) where t.connection = $1 and t.repository = k.repository and t.number = k.number",
                    "delete from late_tie t using unnest($2::text[], $3::bigint[]) as k (repository, number) where t.connection = $1 and t.repository = k.repository and t.number = k.number",
                    "delete from hand_tie t using unnest($2::text[], $3::bigint[]) as k (repository, number) where t.kind = 'pull_request' and t.connection = $1 and t.repository = k.repository and t.name = k.number::text",
                    "delete from hand_tie t using unnest($2::text[], $3::bigint[]) as k (repository, number) where t.other_kind = 'pull_request' and t.other_connection = $1 and t.other_repository = k.repository and t.other_name = k.number::text",
                    "delete from pull_request t using unnest($2::text[], $3::bigint[]) as k (repository, number) where t.connection = $1 and t.repository = k.repository and t.number = k.number");

    private static final String ISSUES =
            """
            select id from issue
            where connection = $1 and repository = $2
            order by connection, id
            limit %d
            for update
            """
                    .formatted(STEP);

    private static final String NAMES =
            "select name from issue_name where connection = $1 and issue = any($2)";
    private static final String LINKS =
            "select target from issue_link where connection = $1 and issue = any($2)";

    private static final List<String> WITH_ISSUES =
            List.of(
                    "delete from issue_fact where connection = $1 and issue = any($2)",
                    "delete from issue_name where connection = $1 and issue = any($2)",
                    "delete from issue_link where connection = $1 and issue = any($2)",
                    "delete from hand_tie where kind = 'issue' and connection = $1 and name = any($2)",
                    "delete from hand_tie where other_kind = 'issue' and other_connection = $1 and other_name = any($2)",
                    "delete from issue where connection = $1 and id = any($2)");

    private static final List<String> REST =
            List.of(
                    "delete from repository where connection = $1 and id = $2",
                    "delete from sync where connection = $1 and repository = $2",
                    "delete from sync_target where connection = $1 and repository = $2",
                    "delete from sync_flaw where connection = $1 and repository = $2",
                    "delete from delivery_hour where connection = $1 and repository = $2",
                    "delete from involved where connection = $1 and repository = $2",
                    "delete from left_out where connection = $1 and repository = $2");

    // Many, so a part at a time.
    private static final String RECEIPTS =
            """
            delete from receipt
            where connection = $1 and delivery = any(array(
              select delivery from receipt where connection = $1 limit %d))
            """
                    .formatted(SMALL_STEP);

    private static final List<String> REST_OF_CONNECTION =
            List.of(
                    "delete from project where connection = $1",
                    "delete from refusal where connection = $1",
                    "delete from repository_bond where connection = $1",
                    "delete from connection_grant where connection = $1",
                    "delete from identity where connection = $1");

    private static final String ANY = "select from erasure where due_at <= $1 limit 1";

    private static final String NAME =
            "select name from repository where connection = $1 and id = $2";

    private final OwnConnection own;

    /// A store that connects when it is first used, and again whenever the connection was lost.
    public Erasures(Vertx vertx, Database database) {
        this.own = new OwnConnection(vertx, database);
    }

    /// A step that was made.
    ///
    /// @param repository identity; empty when it is of the whole connection and no single one's
    /// @param name of the repository; null when it is unknown
    /// @param pullRequests the numbers of those that are gone now
    /// @param done whether nothing is left of it
    public record Step(
            String connection,
            String repository,
            @Nullable String name,
            List<Long> pullRequests,
            boolean done) {
        /// Copies the list.
        public Step {
            pullRequests = List.copyOf(pullRequests);
        }
    }

    /// Says what the stream is to hear.
    @FunctionalInterface
    public interface Telling {
        /// The event for a step.
        StreamEvent of(Step step);
    }

    /// Makes the next step.
    ///
    /// @param now only what is due by then
    /// @return false when there is nothing to do
    /// @throws RuntimeException of the SQL client; then nothing is changed
    public boolean step(Instant now, Telling telling) {
        var due = Tuple.of(now.atOffset(ZoneOffset.UTC));
        return own.with(sql ->
                !send(sql, ANY, due).isEmpty()
                        && own.transact(inside -> eraseNext(inside, due, now, telling)));
    }

    private static boolean eraseNext(PgConnection sql, Tuple due, Instant now, Telling telling) {
        // The first lock of whoever moves names of issues, as this may.
        Patience.await(TieReads.lock(true).send(sql));
        var found = send(sql, NEXT, due);
        if (found.isEmpty()) {
            return false;
        }
        var row = found.getFirst();
        var scope = new Scope(row.getString(0), row.getString(1));
        erase(sql, scope, row.getBoolean(2), now, telling);
        return true;
    }

    /// What is to be erased; a whole connection where the repository is empty.
    private record Scope(String connection, String repository) {
        boolean isWhole() {
            return repository.isEmpty();
        }

        /// A statement about a repository, as it is about this.
        String sql(String ofRepository) {
            return isWhole()
                    ? ofRepository.replace("and repository = $2", "").replace("and id = $2", "")
                    : ofRepository;
        }

        Tuple arguments() {
            return isWhole() ? Tuple.of(connection) : Tuple.of(connection, repository);
        }
    }

    private static void erase(
            PgConnection sql, Scope scope, boolean wasDone, Instant now, Telling telling) {
        if (erasePullRequests(sql, scope, telling) || eraseIssues(sql, scope)) {
            return;
        }
        if (scope.isWhole() && send(sql, RECEIPTS, scope.arguments(), SMALL_STEP)) {
            return;
        }
        var name = name(sql, scope.connection(), scope.repository());
        for (var statement : REST) {
            send(sql, scope.sql(statement), scope.arguments());
        }
        if (scope.isWhole()) {
            for (var statement : REST_OF_CONNECTION) {
                send(sql, statement, scope.arguments());
            }
        }
        var key = Tuple.of(scope.connection(), scope.repository());
        if (wasDone) {
            send(sql, "delete from erasure where connection = $1 and repository = $2", key);
            return;
        }
        send(
                sql,
                "update erasure set done = true, due_at = $3 where connection = $1 and repository = $2",
                key.addValue(now.plus(LOOK_AGAIN).atOffset(ZoneOffset.UTC)));
        tell(
                sql,
                List.of(
                        telling.of(
                                new Step(
                                        scope.connection(),
                                        scope.repository(),
                                        name,
                                        List.of(),
                                        true))));
    }

    private static boolean erasePullRequests(PgConnection sql, Scope scope, Telling telling) {
        var found = send(sql, scope.sql(PULL_REQUESTS), scope.arguments());
        if (found.isEmpty()) {
            return false;
        }
        var repositories = found.stream().map(row -> row.getString(0)).toArray(String[]::new);
        var numbers = found.stream().map(row -> row.getLong(1)).toArray(Long[]::new);
        for (var statement : WITH_PULL_REQUESTS) {
            send(
                    sql,
                    statement,
                    Tuple.of(scope.connection())
                            .addArrayOfString(repositories)
                            .addArrayOfLong(numbers));
        }
        Patience.await(MeasureWrites.erase(keys(scope, found)).send(sql));
        var byRepository = new TreeMap<String, List<Long>>();
        for (var row : found) {
            byRepository
                    .computeIfAbsent(row.getString(0), _ -> new ArrayList<>())
                    .add(row.getLong(1));
        }
        var events = new ArrayList<StreamEvent>();
        byRepository.forEach((repository, gone) ->
                events.add(
                        telling.of(
                                new Step(
                                        scope.connection(),
                                        repository,
                                        name(sql, scope.connection(), repository),
                                        gone,
                                        false))));
        tell(sql, events);
        return true;
    }

    private static List<PullRequestKey> keys(Scope scope, List<Row> found) {
        return found.stream()
                .map(row ->
                        new PullRequestKey(scope.connection(), row.getString(0), row.getLong(1)))
                .toList();
    }

    /// Pull requests elsewhere that are tied to the issues are told of again, without them.
    private static boolean eraseIssues(PgConnection sql, Scope scope) {
        var found = send(sql, scope.sql(ISSUES), scope.arguments());
        if (found.isEmpty()) {
            return false;
        }
        var ids = found.stream().map(row -> row.getString(0)).toArray(String[]::new);
        var key = Tuple.of(scope.connection()).addArrayOfString(ids);
        var names = texts(send(sql, NAMES, key));
        var links = texts(send(sql, LINKS, key));
        Patience.await(TieWrites.moved(scope.connection(), names, links).send(sql));
        for (var statement : WITH_ISSUES) {
            send(sql, statement, key);
        }
        return true;
    }

    private static List<String> texts(List<Row> rows) {
        return rows.stream().map(row -> row.getString(0)).sorted().distinct().toList();
    }

    private static @Nullable String name(PgConnection sql, String connection, String repository) {
        var found = send(sql, NAME, Tuple.of(connection, repository));
        return found.isEmpty() ? null : found.getFirst().getString(0);
    }

    private static void tell(PgConnection sql, List<StreamEvent> events) {
        Patience.await(BatchWrites.saveEvents(events, 0).send(sql));
    }

    private static List<Row> send(PgConnection sql, String statement, Tuple arguments) {
        return Patience.await(new Statement(statement, arguments).send(sql)).stream().toList();
    }

    /// @return whether it did something to so many rows that there may be more
    private static boolean send(PgConnection sql, String statement, Tuple arguments, int whole) {
        return Patience.await(new Statement(statement, arguments).send(sql)).rowCount() == whole;
    }

    @Override
    public void close() {
        own.close();
    }
}
