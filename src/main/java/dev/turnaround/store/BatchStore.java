package dev.turnaround.store;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.PullRequestKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The writing side: one connection of its own, one transaction at a time, each of two round trips
/// however large the batch.
///
/// All transactions take their locks in one order, so that two processes never wait for each other
/// in a circle: receipts, pull requests, facts, repositories, and within each by key.
///
/// Call on a virtual thread; not for two threads at once.
public final class BatchStore {

    private static final String RECEIVE =
            """
            insert into receipt (connection, delivery, received_at)
            select * from unnest($1::text[], $2::text[], $3::timestamptz[])
            on conflict do nothing
            returning connection, delivery
            """;

    private static final String LOCK =
            """
            select p.connection, p.repository, p.number, p.version, p.state::text
            from pull_request p
            join unnest($1::text[], $2::text[], $3::bigint[]) as k (connection, repository, number)
            using (connection, repository, number)
            order by p.connection, p.repository, p.number
            for update of p
            """;

    private static final String FACT_COLUMNS =
            """
            f.connection, f.repository, f.number, f.id, f.at, f.estimated, f.deleted,
            f.actor, f.actor_login, f.actor_bot, f.detail::text
            """;

    private static final String FACTS =
            "select "
                    + FACT_COLUMNS
                    + """
                    from fact f
                    join unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) as k (connection, repository, number, id)
                    using (connection, repository, number, id)
                    """;

    private static final String HISTORY =
            "select "
                    + FACT_COLUMNS
                    + """
                    from fact f
                    join unnest($1::text[], $2::text[], $3::bigint[]) as k (connection, repository, number)
                    using (connection, repository, number)
                    """;

    // The commit is sent along without waiting for the answer to this, so a version that moved must
    // fail the transaction by
    // itself: the last line divides by zero unless every row was written.
    private static final String SAVE_PULL_REQUESTS =
            """
            with saved as (insert into pull_request as p
              (connection, repository, number, version, state, phase, title, author,
               opened_at, updated_at, merged_at, closed_at)
            select connection, repository, number, previous + 1, state::json, phase, title, author,
                   opened_at, updated_at, merged_at, closed_at
            from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[],
                        $8::text[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[])
              as n (connection, repository, number, previous, state, phase, title, author,
                    opened_at, updated_at, merged_at, closed_at)
            on conflict (connection, repository, number) do update
            set version = excluded.version, state = excluded.state, phase = excluded.phase,
                title = excluded.title, author = excluded.author, opened_at = excluded.opened_at,
                updated_at = excluded.updated_at, merged_at = excluded.merged_at, closed_at = excluded.closed_at
            where p.version = excluded.version - 1
            returning 1)
            select 1 / (case when count(*) = array_length($1, 1) then 1 else 0 end) from saved
            """;

    private static final String SAVE_FACTS =
            """
            insert into fact
              (connection, repository, number, id, kind, at, estimated, deleted,
               actor, actor_login, actor_bot, detail, source, delivery)
            select connection, repository, number, id, kind, at, estimated, deleted,
                   actor, actor_login, actor_bot, detail::json, source, delivery
            from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::timestamptz[],
                        $7::boolean[], $8::boolean[], $9::text[], $10::text[], $11::boolean[], $12::text[],
                        $13::text[], $14::text[])
              as n (connection, repository, number, id, kind, at, estimated, deleted,
                    actor, actor_login, actor_bot, detail, source, delivery)
            on conflict (connection, repository, number, id) do update
            set kind = excluded.kind, at = excluded.at, estimated = excluded.estimated, deleted = excluded.deleted,
                actor = excluded.actor, actor_login = excluded.actor_login, actor_bot = excluded.actor_bot,
                detail = excluded.detail
            """;

    private static final String SAVE_NAMES =
            """
            insert into repository as r (connection, id, name, name_at)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])
            on conflict (connection, id) do update
            set name = excluded.name, name_at = excluded.name_at
            where (r.name_at, r.name) < (excluded.name_at, excluded.name)
            """;

    // A position is made of the transaction's own id: no sequence, no lock that writers would queue
    // for. StreamLog says
    // how a reader avoids the gaps.
    private static final String SAVE_DELIVERIES =
            """
            insert into delivery
              (position, received_at, connection, delivery, event, action, verdict, reason, latency_micros,
               repository, number)
            select s.base + (pg_current_xact_id()::text::bigint << 16) + ordinal - 1,
                   received_at, connection, delivery, event, action, verdict, reason, latency_micros, repository, number
            from stream_state s,
                 unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                        $8::bigint[], $9::text[], $10::bigint[])
                   with ordinality
                   as n (received_at, connection, delivery, event, action, verdict, reason, latency_micros,
                         repository, number, ordinal)
            """;

    private static final String SAVE_EVENTS =
            """
            insert into stream_event
              (position, at, event, connection, repository, repository_name, author, author_login, data)
            select s.base + (pg_current_xact_id()::text::bigint << 16) + $9 + ordinal - 1,
                   at, event, connection, repository, repository_name, author, author_login, data
            from stream_state s,
                 unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                        $8::text[])
                   with ordinality
                   as n (at, event, connection, repository, repository_name, author, author_login, data, ordinal)
            """;

    private static final String SAVE_REFUSALS =
            """
            insert into refusal as r (connection, began_at, ended_at, deliveries)
            select * from unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::bigint[])
            on conflict (connection, began_at) do update
            set ended_at = greatest(r.ended_at, excluded.ended_at), deliveries = r.deliveries + excluded.deliveries
            """;

    /// Less than the ten seconds after which the first provider gives up.
    private static final long PATIENCE_SECONDS = 8;

    private static final String DIVISION_BY_ZERO = "22012";

    private final Vertx vertx;
    private final PgConnectOptions options;
    private @Nullable Connected connection;

    private record Connected(PgConnection sql, AtomicBoolean alive) {}

    /// A store that connects when it is first used, and again whenever the connection was lost.
    public BatchStore(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.options = database.writerOptions();
    }

    /// Works out what to write from what is known.
    @FunctionalInterface
    public interface Work {
        /// Looks at what is known and says what to write.
        ///
        /// @param known read under lock
        /// @param history gives all facts of the pull requests asked for; at most one call, as it
        ///   costs a round trip
        Writes apply(
                Known known,
                Function<Collection<PullRequestKey>, Map<PullRequestKey, Map<String, Fact>>>
                        history);
    }

    /// Runs one transaction: reads and locks, lets `work` decide, writes, commits.
    ///
    /// @param deliveries to take in, with the time of receipt
    /// @param pullRequests to lock
    /// @param facts to look up, by pull request
    /// @throws StaleRead when it has to be done again
    /// @throws RuntimeException of the SQL client, when the database refuses or is away; nothing is
    ///   written then, unless the connection broke during the commit itself
    public void transact(
            SortedMap<Known.DeliveryKey, Instant> deliveries,
            SortedSet<PullRequestKey> pullRequests,
            Map<PullRequestKey, Set<String>> facts,
            Work work) {
        PgConnection sql;
        try {
            sql = connected();
        } catch (RuntimeException unreachable) {
            throw new Away(unreachable);
        }
        try {
            var begun = sql.query("begin").execute();
            var received = receive(sql, deliveries);
            var locked = lock(sql, pullRequests);
            var looked = lookUp(sql, facts);
            Future.all(begun, received, locked, looked).timeout(PATIENCE_SECONDS, SECONDS).await();
            var known =
                    new Known(
                            deliveryKeys(received.result()),
                            pullRequests(locked.result()),
                            byPullRequest(looked.result()));
            var writes = work.apply(known, keys -> history(sql, keys));
            write(sql, writes);
        } catch (RuntimeException failed) {
            abandon(sql);
            throw translated(failed);
        }
    }

    /// Writes down times in which deliveries were refused.
    public void saveRefusals(Collection<Refusal> refusals) {
        var rows = List.copyOf(refusals);
        connected()
                .preparedQuery(SAVE_REFUSALS)
                .execute(
                        Tuple.of(
                                texts(rows, Refusal::connection),
                                times(rows, Refusal::from),
                                times(rows, Refusal::to),
                                numbers(rows, Refusal::deliveries)))
                .await();
    }

    /// Closes the connection.
    public void close() {
        var open = connection;
        connection = null;
        if (open != null) {
            open.sql().close().await();
        }
    }

    private PgConnection connected() {
        var open = connection;
        if (open == null || !open.alive().get()) {
            var made = PgConnection.connect(vertx, options).await();
            var mine = new Connected(made, new AtomicBoolean(true));
            made.closeHandler(_ -> mine.alive().set(false));
            connection = mine;
            return made;
        }
        return open.sql();
    }

    /// Leaves a failed transaction. A connection that cannot even roll back is thrown away.
    private void abandon(PgConnection sql) {
        try {
            sql.query("rollback").execute().timeout(1, SECONDS).await();
        } catch (RuntimeException broken) {
            connection = null;
            sql.close();
        }
    }

    /// By SQLSTATE: <https://www.postgresql.org/docs/18/errcodes-appendix.html>
    private static RuntimeException translated(RuntimeException failed) {
        if (failed instanceof PgException refused) {
            var state = refused.getSqlState() == null ? "" : refused.getSqlState();
            if (state.equals("40P01") || state.equals("40001") || state.equals(DIVISION_BY_ZERO)) {
                return new StaleRead();
            }
            var becauseOfTheData =
                    state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
            return becauseOfTheData ? failed : new Away(failed);
        }
        var ours =
                failed instanceof StaleRead
                        || failed instanceof IllegalArgumentException
                        || failed instanceof NullPointerException;
        return ours ? failed : new Away(failed);
    }

    private static Future<RowSet<Row>> receive(
            PgConnection sql, SortedMap<Known.DeliveryKey, Instant> deliveries) {
        var keys = deliveries.keySet();
        return sql.preparedQuery(RECEIVE)
                .execute(
                        Tuple.of(
                                texts(keys, Known.DeliveryKey::connection),
                                texts(keys, Known.DeliveryKey::delivery),
                                times(deliveries.values(), at -> at)));
    }

    private static Future<RowSet<Row>> lock(PgConnection sql, Collection<PullRequestKey> keys) {
        return sql.preparedQuery(LOCK).execute(keyTuple(keys));
    }

    private static Future<RowSet<Row>> lookUp(
            PgConnection sql, Map<PullRequestKey, Set<String>> facts) {
        record Wanted(PullRequestKey key, String id) {}
        var wanted =
                facts.entrySet().stream()
                        .flatMap(one ->
                                one.getValue().stream().map(id -> new Wanted(one.getKey(), id)))
                        .toList();
        return sql.preparedQuery(FACTS)
                .execute(
                        Tuple.of(
                                texts(wanted, one -> one.key().connection()),
                                texts(wanted, one -> one.key().repository()),
                                numbers(wanted, one -> one.key().number()),
                                texts(wanted, Wanted::id)));
    }

    private static Map<PullRequestKey, Map<String, Fact>> history(
            PgConnection sql, Collection<PullRequestKey> keys) {
        return byPullRequest(sql.preparedQuery(HISTORY).execute(keyTuple(keys)).await());
    }

    private static void write(PgConnection sql, Writes writes) {
        Future.all(
                        List.of(
                                savePullRequests(sql, writes.pullRequests()),
                                saveFacts(sql, writes.facts()),
                                saveNames(sql, writes.repositories()),
                                saveDeliveries(sql, writes.deliveries()),
                                saveEvents(sql, writes.events(), writes.deliveries().size()),
                                sql.query("commit").execute()))
                .timeout(PATIENCE_SECONDS, SECONDS)
                .await();
    }

    private static Future<RowSet<Row>> savePullRequests(
            PgConnection sql, List<Writes.NewState> states) {
        if (states.isEmpty()) {
            return none();
        }
        var rows =
                states.stream()
                        .sorted((one, other) ->
                                one.pullRequest().key().compareTo(other.pullRequest().key()))
                        .toList();
        return sql.preparedQuery(SAVE_PULL_REQUESTS)
                .execute(
                        Tuple.wrap(
                                Arrays.asList(
                                        texts(rows, row -> row.pullRequest().key().connection()),
                                        texts(rows, row -> row.pullRequest().key().repository()),
                                        numbers(rows, row -> row.pullRequest().key().number()),
                                        numbers(rows, Writes.NewState::previousVersion),
                                        texts(rows, row -> state(row.pullRequest())),
                                        texts(
                                                rows,
                                                row -> row.pullRequest().progress().phase().word()),
                                        texts(rows, row -> title(row.pullRequest())),
                                        texts(rows, row -> author(row.pullRequest())),
                                        times(
                                                rows,
                                                row -> row.pullRequest().progress().opened().at()),
                                        times(
                                                rows,
                                                row -> row.pullRequest().attributes().updatedAt()),
                                        times(
                                                rows,
                                                row -> {
                                                    var merged =
                                                            row.pullRequest().progress().mergedAt();
                                                    return merged == null ? null : merged.at();
                                                }),
                                        times(
                                                rows,
                                                row -> {
                                                    var closed =
                                                            row.pullRequest().progress().closedAt();
                                                    return closed == null ? null : closed.at();
                                                }))));
    }

    private static String state(PullRequest pullRequest) {
        return StateJson.write(
                new StateJson.State(pullRequest.attributes(), pullRequest.progress()));
    }

    private static @Nullable String title(PullRequest pullRequest) {
        var title = pullRequest.attributes().title();
        return title == null ? null : title.value();
    }

    private static @Nullable String author(PullRequest pullRequest) {
        var author = pullRequest.progress().opened().actor();
        return author == null ? null : author.id();
    }

    private static Future<RowSet<Row>> saveFacts(PgConnection sql, List<Writes.NewFact> facts) {
        if (facts.isEmpty()) {
            return none();
        }
        return sql.preparedQuery(SAVE_FACTS)
                .execute(
                        Tuple.wrap(
                                Arrays.asList(
                                        texts(facts, one -> one.pullRequest().connection()),
                                        texts(facts, one -> one.pullRequest().repository()),
                                        numbers(facts, one -> one.pullRequest().number()),
                                        texts(facts, one -> one.fact().id()),
                                        texts(facts, one -> one.fact().act().kind()),
                                        times(facts, one -> one.fact().at()),
                                        flags(facts, one -> one.fact().estimated()),
                                        flags(facts, one -> one.fact().deleted()),
                                        texts(
                                                facts,
                                                one ->
                                                        one.fact().actor() == null
                                                                ? null
                                                                : one.fact().actor().id()),
                                        texts(
                                                facts,
                                                one ->
                                                        one.fact().actor() == null
                                                                ? null
                                                                : one.fact().actor().login()),
                                        flags(
                                                facts,
                                                one ->
                                                        one.fact().actor() == null
                                                                ? null
                                                                : one.fact().actor().bot()),
                                        texts(facts, one -> StateJson.write(one.fact().act())),
                                        texts(facts, Writes.NewFact::source),
                                        texts(facts, Writes.NewFact::delivery))));
    }

    private static Future<RowSet<Row>> saveNames(PgConnection sql, List<Writes.NewName> names) {
        if (names.isEmpty()) {
            return none();
        }
        return sql.preparedQuery(SAVE_NAMES)
                .execute(
                        Tuple.of(
                                texts(names, Writes.NewName::connection),
                                texts(names, one -> one.repository().id()),
                                texts(names, one -> one.repository().name().value()),
                                times(names, one -> one.repository().name().at())));
    }

    private static Future<RowSet<Row>> saveDeliveries(
            PgConnection sql, List<DeliveryRecord> records) {
        if (records.isEmpty()) {
            return none();
        }
        return sql.preparedQuery(SAVE_DELIVERIES)
                .execute(
                        Tuple.wrap(
                                Arrays.asList(
                                        times(records, DeliveryRecord::receivedAt),
                                        texts(records, DeliveryRecord::connection),
                                        texts(records, DeliveryRecord::deliveryId),
                                        texts(records, DeliveryRecord::event),
                                        texts(records, DeliveryRecord::action),
                                        texts(records, one -> one.verdict().word()),
                                        texts(records, DeliveryRecord::reason),
                                        numbers(records, one -> one.latency().toNanos() / 1_000),
                                        texts(
                                                records,
                                                one ->
                                                        one.pullRequest() == null
                                                                ? null
                                                                : one.pullRequest().repository()),
                                        numbers(
                                                records,
                                                one ->
                                                        one.pullRequest() == null
                                                                ? null
                                                                : one.pullRequest().number()))));
    }

    private static Future<RowSet<Row>> saveEvents(
            PgConnection sql, List<StreamEvent> events, int firstOrdinal) {
        if (events.isEmpty()) {
            return none();
        }
        return sql.preparedQuery(SAVE_EVENTS)
                .execute(
                        Tuple.wrap(
                                Arrays.asList(
                                        times(events, StreamEvent::at),
                                        texts(events, StreamEvent::event),
                                        texts(events, StreamEvent::connection),
                                        texts(events, StreamEvent::repository),
                                        texts(events, StreamEvent::repositoryName),
                                        texts(events, StreamEvent::author),
                                        texts(events, StreamEvent::authorLogin),
                                        texts(events, StreamEvent::data),
                                        firstOrdinal)));
    }

    private static Set<Known.DeliveryKey> deliveryKeys(RowSet<Row> rows) {
        var keys = new HashSet<Known.DeliveryKey>();
        for (var row : rows) {
            keys.add(new Known.DeliveryKey(row.getString(0), row.getString(1)));
        }
        return keys;
    }

    private static Map<PullRequestKey, StoredPullRequest> pullRequests(RowSet<Row> rows) {
        var found = new HashMap<PullRequestKey, StoredPullRequest>();
        for (var row : rows) {
            var key = key(row);
            var state = StateJson.readState(row.getString(4));
            found.put(
                    key,
                    new StoredPullRequest(
                            new PullRequest(key, state.attributes(), state.progress()),
                            row.getLong(3)));
        }
        return found;
    }

    private static Map<PullRequestKey, Map<String, Fact>> byPullRequest(RowSet<Row> rows) {
        var found = new HashMap<PullRequestKey, Map<String, Fact>>();
        for (var row : rows) {
            var fact = fact(row);
            found.computeIfAbsent(key(row), _ -> new HashMap<>()).put(fact.id(), fact);
        }
        return found;
    }

    static PullRequestKey key(Row row) {
        return new PullRequestKey(row.getString(0), row.getString(1), row.getLong(2));
    }

    /// Reads the columns of [#FACT_COLUMNS].
    static Fact fact(Row row) {
        var actor = row.getString(7);
        return new Fact(
                row.getString(3),
                row.getOffsetDateTime(4).toInstant(),
                row.getBoolean(5),
                actor == null ? null : new Actor(actor, row.getString(8), row.getBoolean(9)),
                StateJson.readAct(row.getString(10)),
                row.getBoolean(6));
    }

    private static Tuple keyTuple(Collection<PullRequestKey> keys) {
        return Tuple.of(
                texts(keys, PullRequestKey::connection),
                texts(keys, PullRequestKey::repository),
                numbers(keys, PullRequestKey::number));
    }

    private static Future<RowSet<Row>> none() {
        return Future.succeededFuture();
    }

    private static <T> @Nullable String[] texts(
            Collection<T> rows, Function<T, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static <T> @Nullable Long[] numbers(
            Collection<T> rows, Function<T, @Nullable Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }

    private static <T> @Nullable Boolean[] flags(
            Collection<T> rows, Function<T, @Nullable Boolean> column) {
        return rows.stream().map(column).toArray(Boolean[]::new);
    }

    private static <T> @Nullable OffsetDateTime[] times(
            Collection<T> rows, Function<T, @Nullable Instant> column) {
        return rows.stream()
                .map(column)
                .map(at -> at == null ? null : at.atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }
}
