package dev.turnaround.store;

import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.reference.Sought;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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

    // The position is asked for in a select of its own: joined to the rest, its table's cost hides
    // from the planner what reading every pull request costs.
    private static final String LOCK =
            """
            select p.connection, p.repository, p.number, p.version,
                   case when p.version = k.known then null else p.state::text end,
                   p.written > (select transaction_position()), p.people
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
    private final DirectoryReads directory = new DirectoryReads();

    /// Reads for a writer.
    ///
    /// @param recent what the writer remembers
    BatchReads(Recent recent) {
        this.recent = recent;
    }

    /// What is to be asked of the database.
    ///
    /// @param wanted what the batch has to know
    /// @param people which directory is the newest; null when the batch is about no pull requests
    /// @param receive null when nothing was delivered
    /// @param lock null when the batch is about no pull requests
    /// @param lookUp null when all facts are remembered
    /// @param issues the issues and their facts; empty when the batch is about none
    /// @param resolve what references mean; null when there are none
    /// @param resolved what that asks for
    record Questions(
            Wanted wanted,
            @Nullable Statement people,
            @Nullable Statement receive,
            @Nullable Statement lock,
            @Nullable Statement lookUp,
            List<Statement> issues,
            @Nullable Statement resolve,
            Set<Sought> resolved) {

        /// Asks, and gives the answers when all are there. In the order in which locks are taken.
        Future<Answers> send(PgConnection sql) {
            var all = new ArrayList<Future<?>>();
            var now = people == null ? null : asked(people, sql, all);
            if (resolve != null || !issues.isEmpty()) {
                all.add(TieReads.lock(wanted.namesMove()).send(sql));
            }
            var received = receive == null ? null : asked(receive, sql, all);
            var locked = lock == null ? null : asked(lock, sql, all);
            var looked = lookUp == null ? null : asked(lookUp, sql, all);
            var ofIssues = issues.stream().map(one -> asked(one, sql, all)).toList();
            var ties = resolve == null ? null : asked(resolve, sql, all);
            return Future.all(all)
                    .map(_ ->
                            new Answers(
                                    this,
                                    now == null ? null : now.result(),
                                    received == null ? List.of() : received.result(),
                                    locked == null ? List.of() : locked.result(),
                                    looked == null ? null : looked.result(),
                                    ofIssues.stream().map(Future::result).toList(),
                                    ties == null ? Ties.NONE : TieReads.ties(ties.result())));
        }

        private static Future<RowSet<Row>> asked(
                Statement statement, PgConnection sql, List<Future<?>> all) {
            var answer = statement.send(sql);
            all.add(answer);
            return answer;
        }
    }

    /// What the database says.
    record Answers(
            Questions questions,
            @Nullable RowSet<Row> people,
            Iterable<Row> received,
            Iterable<Row> locked,
            @Nullable RowSet<Row> lookedUp,
            List<RowSet<Row>> issues,
            Ties ties) {

        Map<PullRequestKey, Set<String>> asked() {
            return questions.wanted().facts();
        }
    }

    /// Works out what to ask.
    Questions questions(Wanted wanted) {
        var missing = notRemembered(wanted.facts());
        var sought = new TreeSet<>(wanted.sought());
        for (var key : wanted.facts().keySet()) {
            var remembered = recent.find(key);
            if (remembered != null) {
                sought.addAll(Ties.soughtBy(remembered.stored().pullRequest()));
            }
        }
        var issues = wanted.issueFacts();
        return new Questions(
                wanted,
                wanted.facts().isEmpty() ? null : DirectoryReads.now(),
                wanted.deliveries().isEmpty() ? null : receive(wanted.deliveries()),
                wanted.facts().isEmpty() ? null : lock(wanted.facts().keySet()),
                missing.isEmpty() ? null : lookUp(missing),
                issues.isEmpty()
                        ? List.of()
                        : List.of(IssueReads.lock(issues.keySet()), IssueReads.lookUp(issues)),
                // Without any reference, too: administrators may have tied it, or its tracker.
                wanted.facts().isEmpty()
                        ? null
                        : TieReads.resolve(sought, wanted.addresses(), wanted.facts().keySet()),
                sought);
    }

    /// What the answers come to.
    Known known(PgConnection sql, Answers answers) {
        var looked = FactRow.byPullRequest(answers.lookedUp());
        var pullRequests = new HashMap<PullRequestKey, StoredPullRequest>();
        var overtaken = new TreeMap<PullRequestKey, Set<String>>();
        for (var row : answers.locked()) {
            if (row.getBoolean(5)) {
                // It was written by a transaction that began after this one: what this one tells
                // would stand before what that one told.
                throw new StaleRead();
            }
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
            looked.putAll(FactRow.byPullRequest(Patience.await(lookUp(overtaken).send(sql))));
        }
        var facts = new HashMap<PullRequestKey, Map<String, Fact>>();
        pullRequests.forEach((key, stored) -> {
            recent.remember(stored, looked.getOrDefault(key, Map.of()).values(), false);
            facts.put(key, asked(key, answers.asked().getOrDefault(key, Set.of()), looked));
        });
        var issues = answers.issues();
        return new Known(
                deliveryKeys(answers.received()),
                pullRequests,
                facts,
                issues.isEmpty() ? Map.of() : IssueReads.stored(issues.getFirst()),
                issues.isEmpty() ? Map.of() : IssueFactRow.byIssue(issues.getLast()),
                ties(sql, answers, pullRequests.values()),
                answers.people() == null ? Directory.EMPTY : directory.at(answers.people(), sql));
    }

    /// What is stored may refer to more than what is remembered and what comes in; that costs one
    /// more round trip.
    private static Ties ties(
            PgConnection sql, Answers answers, Collection<StoredPullRequest> pullRequests) {
        var further = new TreeSet<Sought>();
        var addresses = new TreeSet<String>();
        for (var one : pullRequests) {
            further.addAll(Ties.soughtBy(one.pullRequest()));
            var url = one.pullRequest().attributes().url();
            if (url != null) {
                addresses.add(Sought.address(url.value()));
            }
        }
        further.removeAll(answers.questions().resolved());
        return further.isEmpty()
                ? answers.ties()
                : answers.ties()
                        .and(
                                TieReads.ties(
                                        Patience.await(
                                                TieReads.resolve(further, addresses, Set.of())
                                                        .send(sql))));
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
                            Patience.await(
                                    sql.preparedQuery(HISTORY).execute(Columns.keys(missing))));
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
        record Asked(PullRequestKey key, String id) {}
        var asked = new ArrayList<Asked>();
        facts.forEach((key, ids) -> ids.forEach(id -> asked.add(new Asked(key, id))));
        return new Statement(
                FACTS,
                Tuple.of(
                        Columns.texts(asked, one -> one.key().connection()),
                        Columns.texts(asked, one -> one.key().repository()),
                        Columns.numbers(asked, one -> one.key().number()),
                        Columns.texts(asked, Asked::id)));
    }

    private static StoredPullRequest stored(PullRequestKey key, Row row) {
        var state = StateJson.readState(row.getString(4));
        return new StoredPullRequest(state.pullRequest(key), row.getLong(3), row.getLong(6), null);
    }

    private static Set<Known.DeliveryKey> deliveryKeys(Iterable<Row> rows) {
        var keys = new HashSet<Known.DeliveryKey>();
        for (var row : rows) {
            keys.add(new Known.DeliveryKey(row.getString(0), row.getString(1)));
        }
        return keys;
    }
}
