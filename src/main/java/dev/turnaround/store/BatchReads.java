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

    /// What is to be asked of the database.
    ///
    /// @param asked all facts that the batch may touch
    /// @param lookUp null when all of them are remembered
    record Questions(
            Map<PullRequestKey, Set<String>> asked,
            Statement receive,
            Statement lock,
            @Nullable Statement lookUp) {

        /// Asks, and gives the answers when all are there.
        Future<Answers> send(PgConnection sql) {
            var received = receive.send(sql);
            var locked = lock.send(sql);
            var looked = lookUp == null ? null : lookUp.send(sql);
            var all =
                    looked == null
                            ? Future.all(received, locked)
                            : Future.all(received, locked, looked);
            return all.map(_ ->
                    new Answers(
                            asked,
                            received.result(),
                            locked.result(),
                            looked == null ? null : looked.result()));
        }
    }

    /// What the database says.
    record Answers(
            Map<PullRequestKey, Set<String>> asked,
            RowSet<Row> received,
            RowSet<Row> locked,
            @Nullable RowSet<Row> lookedUp) {}

    /// Works out what to ask.
    Questions questions(
            SortedMap<Known.DeliveryKey, Instant> deliveries,
            SortedSet<PullRequestKey> pullRequests,
            Map<PullRequestKey, Set<String>> facts) {
        var wanted = notRemembered(facts);
        return new Questions(
                facts,
                receive(deliveries),
                lock(pullRequests),
                wanted.isEmpty() ? null : lookUp(wanted));
    }

    /// What the answers come to.
    Known known(PgConnection sql, Answers answers) {
        var looked = FactRow.byPullRequest(answers.lookedUp());
        var pullRequests = new HashMap<PullRequestKey, StoredPullRequest>();
        var overtaken = new TreeMap<PullRequestKey, Set<String>>();
        for (var row : answers.locked()) {
            var key = FactRow.key(row);
            var remembered = recent.find(key);
            if (remembered != null && remembered.stored().version() == row.getLong(3)) {
                pullRequests.put(key, remembered.stored());
            } else {
                if (remembered != null) {
                    recent.forget(key);
                    overtaken.put(key, answers.asked().getOrDefault(key, Set.of()));
                }
                pullRequests.put(key, stored(key, row));
            }
        }
        answers.asked().keySet().stream()
                .filter(key -> !pullRequests.containsKey(key))
                .forEach(recent::forget);
        if (!overtaken.isEmpty()) {
            looked.putAll(FactRow.byPullRequest(lookUp(overtaken).send(sql).await()));
        }
        var facts = new HashMap<PullRequestKey, Map<String, Fact>>();
        pullRequests.forEach((key, stored) -> {
            recent.remember(stored, looked.getOrDefault(key, Map.of()).values(), false);
            facts.put(key, asked(key, answers.asked().getOrDefault(key, Set.of()), looked));
        });
        return new Known(deliveryKeys(answers.received()), pullRequests, facts);
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
            PullRequestKey key, Set<String> ids, Map<PullRequestKey, Map<String, Fact>> looked) {
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

    private static Statement receive(SortedMap<Known.DeliveryKey, Instant> deliveries) {
        var keys = deliveries.keySet();
        return new Statement(
                RECEIVE,
                Tuple.of(
                        Columns.texts(keys, Known.DeliveryKey::connection),
                        Columns.texts(keys, Known.DeliveryKey::delivery),
                        Columns.times(deliveries.values(), at -> at)));
    }

    private Statement lock(Collection<PullRequestKey> keys) {
        return new Statement(
                LOCK, Columns.keys(keys).addValue(Columns.numbers(keys, this::knownVersion)));
    }

    private @Nullable Long knownVersion(PullRequestKey key) {
        var remembered = recent.find(key);
        return remembered == null ? null : remembered.stored().version();
    }

    private static Statement lookUp(Map<PullRequestKey, Set<String>> facts) {
        record Wanted(PullRequestKey key, String id) {}
        var wanted = new ArrayList<Wanted>();
        facts.forEach((key, ids) -> ids.forEach(id -> wanted.add(new Wanted(key, id))));
        return new Statement(
                FACTS,
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
