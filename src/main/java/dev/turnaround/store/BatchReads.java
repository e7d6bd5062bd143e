package dev.turnaround.store;

import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.PullRequestKey;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The first half of a batch's transaction: takes the locks, and finds out what is known.
///
/// What this writer remembers is not read again, unless the version under lock tells that another
/// one was there since; that costs one more round trip.
final class BatchReads {

    private static final String RECEIVE =
            """
            insert into receipt (connection, delivery, received_at)
            select * from unnest($1::text[], $2::text[], $3::timestamptz[])
            on conflict do nothing
            returning connection, delivery
            """;

    private static final String LOCK =
            """
            select p.connection, p.repository, p.number, p.version,
                   case when p.version = k.known then null else p.state::text end
            from pull_request p
            join unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[])
              as k (connection, repository, number, known)
            using (connection, repository, number)
            order by p.connection, p.repository, p.number
            for update of p
            """;

    private static final String FACTS =
            "select "
                    + FactRow.COLUMNS
                    + """
                    from fact f
                    join unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) as k (connection, repository, number, id)
                    using (connection, repository, number, id)
                    """;

    private static final String HISTORY =
            "select "
                    + FactRow.COLUMNS
                    + """
                    from fact f
                    join unnest($1::text[], $2::text[], $3::bigint[]) as k (connection, repository, number)
                    using (connection, repository, number)
                    """;

    private final Recent recent;

    /// Reads for a writer.
    ///
    /// @param recent what the writer remembers
    BatchReads(Recent recent) {
        this.recent = recent;
    }

    /// What was sent to the database, whose answers are on their way.
    ///
    /// @param asked all facts that the batch may touch
    record Sent(
            PgConnection sql,
            Map<PullRequestKey, Set<String>> asked,
            Future<RowSet<Row>> received,
            Future<RowSet<Row>> locked,
            Future<RowSet<Row>> lookedUp) {

        Future<?> answered() {
            return Future.all(received, locked, lookedUp);
        }
    }

    /// Sends everything at once.
    Sent send(
            PgConnection sql,
            SortedMap<Known.DeliveryKey, Instant> deliveries,
            SortedSet<PullRequestKey> pullRequests,
            Map<PullRequestKey, Set<String>> facts) {
        return new Sent(
                sql,
                facts,
                receive(sql, deliveries),
                lock(sql, pullRequests),
                lookUp(sql, notRemembered(facts)));
    }

    /// What the answers come to, once they are there.
    Known known(Sent sent) {
        var looked = FactRow.byPullRequest(sent.lookedUp().result());
        var pullRequests = new HashMap<PullRequestKey, StoredPullRequest>();
        var overtaken = new TreeMap<PullRequestKey, Set<String>>();
        for (var row : sent.locked().result()) {
            var key = FactRow.key(row);
            var remembered = recent.find(key);
            if (remembered != null && remembered.stored().version() == row.getLong(3)) {
                pullRequests.put(key, remembered.stored());
            } else {
                if (remembered != null) {
                    recent.forget(key);
                    overtaken.put(key, sent.asked().getOrDefault(key, Set.of()));
                }
                pullRequests.put(key, stored(key, row));
            }
        }
        sent.asked().keySet().stream()
                .filter(key -> !pullRequests.containsKey(key))
                .forEach(recent::forget);
        if (!overtaken.isEmpty()) {
            looked.putAll(FactRow.byPullRequest(lookUp(sent.sql(), overtaken).await()));
        }
        var facts = new HashMap<PullRequestKey, Map<String, Fact>>();
        pullRequests.forEach((key, stored) -> {
            recent.remember(stored, looked.getOrDefault(key, Map.of()).values(), false);
            facts.put(key, asked(key, sent.asked().getOrDefault(key, Set.of()), looked));
        });
        return new Known(deliveryKeys(sent.received().result()), pullRequests, facts);
    }

    /// All facts of some pull requests, after [#known].
    Map<PullRequestKey, Map<String, Fact>> history(
            PgConnection sql,
            Map<PullRequestKey, StoredPullRequest> stored,
            Collection<PullRequestKey> keys) {
        var histories = new HashMap<PullRequestKey, Map<String, Fact>>();
        var missing = new ArrayList<PullRequestKey>();
        for (var key : keys) {
            var remembered = recent.find(key);
            if (remembered != null && remembered.complete()) {
                histories.put(key, remembered.facts());
            } else {
                missing.add(key);
            }
        }
        if (!missing.isEmpty()) {
            var read =
                    FactRow.byPullRequest(
                            sql.preparedQuery(HISTORY).execute(Columns.keys(missing)).await());
            read.forEach((key, facts) -> {
                histories.put(key, facts);
                var one = stored.get(key);
                if (one != null) {
                    recent.remember(one, facts.values(), true);
                }
            });
        }
        return histories;
    }

    private Map<PullRequestKey, Set<String>> notRemembered(Map<PullRequestKey, Set<String>> facts) {
        var wanted = new TreeMap<PullRequestKey, Set<String>>();
        facts.forEach((key, ids) -> {
            var remembered = recent.find(key);
            if (remembered == null) {
                wanted.put(key, ids);
                return;
            }
            var unknown = new HashSet<String>();
            ids.stream().filter(id -> !remembered.tells(id)).forEach(unknown::add);
            if (!unknown.isEmpty()) {
                wanted.put(key, unknown);
            }
        });
        return wanted;
    }

    private Map<String, Fact> asked(
            PullRequestKey key,
            Set<String> ids,
            Map<PullRequestKey, Map<String, Fact>> looked) {
        var remembered = recent.find(key);
        var found = new HashMap<>(looked.getOrDefault(key, Map.of()));
        if (remembered != null) {
            for (var id : ids) {
                var fact = remembered.facts().get(id);
                if (fact != null) {
                    found.put(id, fact);
                }
            }
        }
        return found;
    }

    private static Future<RowSet<Row>> receive(
            PgConnection sql, SortedMap<Known.DeliveryKey, Instant> deliveries) {
        var keys = deliveries.keySet();
        return sql.preparedQuery(RECEIVE)
                .execute(
                        Tuple.of(
                                Columns.texts(keys, Known.DeliveryKey::connection),
                                Columns.texts(keys, Known.DeliveryKey::delivery),
                                Columns.times(deliveries.values(), at -> at)));
    }

    private Future<RowSet<Row>> lock(PgConnection sql, Collection<PullRequestKey> keys) {
        return sql.preparedQuery(LOCK)
                .execute(Columns.keys(keys).addValue(Columns.numbers(keys, this::knownVersion)));
    }

    private @Nullable Long knownVersion(PullRequestKey key) {
        var remembered = recent.find(key);
        return remembered == null ? null : remembered.stored().version();
    }

    private static Future<RowSet<Row>> lookUp(
            PgConnection sql, Map<PullRequestKey, Set<String>> facts) {
        record Wanted(PullRequestKey key, String id) {}
        if (facts.isEmpty()) {
            return Future.succeededFuture();
        }
        var wanted = new ArrayList<Wanted>();
        facts.forEach((key, ids) -> ids.forEach(id -> wanted.add(new Wanted(key, id))));
        return sql.preparedQuery(FACTS)
                .execute(
                        Tuple.of(
                                Columns.texts(wanted, one -> one.key().connection()),
                                Columns.texts(wanted, one -> one.key().repository()),
                                Columns.numbers(wanted, one -> one.key().number()),
                                Columns.texts(wanted, Wanted::id)));
    }

    private static StoredPullRequest stored(PullRequestKey key, Row row) {
        var state = StateJson.readState(row.getString(4));
        return new StoredPullRequest(
                new PullRequest(key, state.attributes(), state.progress()), row.getLong(3));
    }

    private static Set<Known.DeliveryKey> deliveryKeys(RowSet<Row> rows) {
        var keys = new HashSet<Known.DeliveryKey>();
        for (var row : rows) {
            keys.add(new Known.DeliveryKey(row.getString(0), row.getString(1)));
        }
        return keys;
    }
}
