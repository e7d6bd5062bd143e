package dev.turnaround.store;

import dev.turnaround.model.Account;
import dev.turnaround.model.work.Groups;
import dev.turnaround.model.work.Item;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The items, ties and sets that one transaction works on.
final class WorkItems {

    private static final String KNOWN =
            """
            select i.kind, i.connection, i.repository, i.name, i.id, i.work
            from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as k (kind, connection, repository, name)
            join work_item i using (kind, connection, repository, name)
            """;

    private static final String MAKE =
            """
            insert into work_item (kind, connection, repository, name, work)
            select k.kind, k.connection, k.repository, k.name, nextval('work_id')
            from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as k (kind, connection, repository, name)
            returning kind, connection, repository, name, id, work
            """;

    private static final String TIES =
            """
            select s.kind, s.connection, s.repository, s.name, o.kind, o.connection, o.repository, o.name, t.evidence, t.weak
            from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as k (kind, connection, repository, name)
            join work_item s using (kind, connection, repository, name)
            join work_tie t on t.source = s.id
            join work_item o on o.id = t.target
            """;

    private static final String UNTIE =
            """
            delete from work_tie t using unnest($1::bigint[], $2::bigint[], $3::text[]) as k (source, target, evidence)
            where t.source = k.source and t.target = k.target and t.evidence = k.evidence
            """;

    private static final String TIE =
            """
            insert into work_tie (source, target, evidence, weak)
            select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::boolean[])
            """;

    private static final String FORGET =
            """
            delete from work_item i
            where i.id = any($1)
              and not exists (select from work_tie t where t.source = i.id)
              and not exists (select from work_tie t where t.target = i.id)
            returning i.work
            """;

    private static final String OF_ACCOUNTS =
            """
            select i.id from unnest($1::text[], $2::text[]) as k (connection, account) join work_item i using (connection, account)
            """;

    private static final String REFRESH =
            """
            update work_item i
            set account = n.account, contributor = n.contributor, open = n.open, first_at = n.first_at
            from work_item_now n
            where i.id = n.id and n.id = any($1)
            returning i.work
            """;

    private static final String SIZES =
            "select work, count(*) from work_item where work = any($1) group by work";

    private static final String MOVE =
            """
            update work_item i set work = n.new from unnest($1::bigint[], $2::bigint[]) as n (old, new) where i.work = n.old
            """;

    private static final String TELL =
            """
            insert into work (id, items, contributors, open, first_at)
            select i.work, count(*),
                   coalesce(array_agg(distinct i.contributor) filter (where i.contributor is not null), '{}'),
                   bool_or(i.open), coalesce(min(i.first_at), 'epoch')
            from work_item i
            where i.work = any($1)
            group by i.work
            on conflict (id) do update
            set items = excluded.items, contributors = excluded.contributors, open = excluded.open, first_at = excluded.first_at
            """;

    private static final String END =
            """
            delete from work w where w.id = any($1) and not exists (select from work_item i where i.work = w.id)
            """;

    private static final String MEMBERS = "select id from work_item where work = $1 order by id";

    private static final String LINKS =
            """
            select t.source, t.target from work_item i join work_tie t on t.source = i.id where i.work = $1 and not t.weak
            """;

    private static final String NUMBERS =
            "select nextval('work_id') from generate_series(1, $1::bigint)";

    private static final String PUT =
            """
            update work_item i set work = n.work from unnest($1::bigint[], $2::bigint[]) as n (id, work) where i.id = n.id
            """;

    private final SqlClient sql;
    private final Map<Item, Long> ids = new HashMap<>();
    private final Map<Item, Long> works = new HashMap<>();

    WorkItems(SqlClient sql) {
        this.sql = sql;
    }

    /// The ties that are kept for these sources.
    Set<FoundTies.Tie> tiesOf(Collection<Item> sources) {
        var ties = new LinkedHashSet<FoundTies.Tie>();
        for (var row : send(TIES, FoundTies.items(sources))) {
            ties.add(
                    new FoundTies.Tie(
                            FoundTies.item(row, 0),
                            FoundTies.item(row, 4),
                            row.getString(8),
                            row.getBoolean(9)));
        }
        return ties;
    }

    /// Looks up these and all that ties are between, and makes what is new an item, each a set of
    /// its own.
    void makeKnown(Collection<Item> sources, Collection<FoundTies.Tie> ties) {
        var needed = new TreeSet<Item>();
        for (var tie : ties) {
            needed.add(tie.source());
            needed.add(tie.target());
        }
        var all = new TreeSet<>(needed);
        all.addAll(sources);
        learn(send(KNOWN, FoundTies.items(all)));
        needed.removeAll(ids.keySet());
        if (!needed.isEmpty()) {
            learn(send(MAKE, FoundTies.items(needed)));
        }
    }

    private void learn(RowSet<Row> rows) {
        for (var row : rows) {
            var item = FoundTies.item(row, 0);
            ids.put(item, row.getLong(4));
            works.put(item, row.getLong(5));
        }
    }

    private long id(Item item) {
        return ids.getOrDefault(item, 0L);
    }

    /// The set that an item is in.
    long work(Item item) {
        return works.getOrDefault(item, 0L);
    }

    /// Writes the ties that differ.
    void save(
            Collection<Item> sources,
            Collection<FoundTies.Tie> before,
            Collection<FoundTies.Tie> after) {
        var gone = new ArrayList<>(before);
        gone.removeAll(after);
        var come = new ArrayList<>(after);
        come.removeAll(before);
        if (!gone.isEmpty()) {
            learn(
                    send(
                            KNOWN,
                            FoundTies.items(
                                    gone.stream().map(FoundTies.Tie::target).distinct().toList())));
            send(UNTIE, ends(gone));
        }
        if (!come.isEmpty()) {
            send(TIE, ends(come).addValue(Columns.flags(come, FoundTies.Tie::weak)));
        }
    }

    private Tuple ends(Collection<FoundTies.Tie> ties) {
        return Tuple.of(
                Columns.numbers(ties, tie -> id(tie.source())),
                Columns.numbers(ties, tie -> id(tie.target())),
                Columns.texts(ties, FoundTies.Tie::evidence));
    }

    /// Forgets what is tied to nothing any more.
    ///
    /// @return the sets that they were in
    Set<Long> forget(Collection<FoundTies.Tie> before) {
        return before.isEmpty() ? Set.of() : works(send(FORGET, Tuple.of(array(ids.values()))));
    }

    /// Takes over what is known now of all that were looked up.
    ///
    /// @return the sets that they are in
    Set<Long> refresh() {
        return ids.isEmpty() ? Set.of() : works(send(REFRESH, Tuple.of(array(ids.values()))));
    }

    /// The same of what belongs to accounts.
    Set<Long> refreshOf(Collection<Account> accounts) {
        var rows =
                send(
                        OF_ACCOUNTS,
                        Columns.both(
                                Columns.texts(accounts, Account::connection),
                                Columns.texts(accounts, Account::id)));
        var concerned = works(rows);
        return concerned.isEmpty() ? Set.of() : works(send(REFRESH, Tuple.of(array(concerned))));
    }

    /// The largest of some sets; of equal ones the oldest.
    long largest(Collection<Long> some) {
        var sizes = new HashMap<Long, Long>();
        for (var row : send(SIZES, Tuple.of(array(some)))) {
            sizes.put(row.getLong(0), row.getLong(1));
        }
        return some.stream()
                .max(
                        Comparator.comparingLong((Long one) -> sizes.getOrDefault(one, 0L))
                                .thenComparing(Comparator.reverseOrder()))
                .orElseThrow();
    }

    /// How many items a set has.
    long size(long work) {
        var rows = send(SIZES, Tuple.of(new Long[] {work}));
        return rows.size() == 0 ? 0 : rows.iterator().next().getLong(1);
    }

    /// Puts all items of some sets into others.
    void move(Map<Long, Long> into) {
        send(
                MOVE,
                Columns.both(
                        Columns.numbers(into.keySet(), one -> one),
                        Columns.numbers(into.keySet(), into::get)));
        works.replaceAll((_, work) -> into.getOrDefault(work, work));
    }

    /// Finds out into what a set falls. The largest part goes on as the set.
    ///
    /// @return the sets that came of it
    Set<Long> lookThrough(long work) {
        var members = new ArrayList<Long>();
        send(MEMBERS, Tuple.of(work)).forEach(row -> members.add(row.getLong(0)));
        var groups = new Groups<>(members);
        send(LINKS, Tuple.of(work)).forEach(row -> groups.join(row.getLong(0), row.getLong(1)));
        var parts = new ArrayList<>(groups.all());
        parts.sort(Comparator.comparingInt((List<Long> part) -> part.size()).reversed());
        var came = new HashSet<Long>(Set.of(work));
        if (parts.size() > 1) {
            var numbers = new ArrayList<Long>();
            send(NUMBERS, Tuple.of((long) parts.size() - 1))
                    .forEach(row -> numbers.add(row.getLong(0)));
            var put = new HashMap<Long, Long>();
            for (var i = 1; i < parts.size(); i++) {
                var number = numbers.get(i - 1);
                parts.get(i).forEach(member -> put.put(member, number));
            }
            send(
                    PUT,
                    Columns.both(
                            Columns.numbers(put.keySet(), one -> one),
                            Columns.numbers(put.keySet(), put::get)));
            came.addAll(numbers);
        }
        return came;
    }

    /// Works out again what is told of sets, and ends the empty ones.
    void tell(Collection<Long> touched) {
        if (!touched.isEmpty()) {
            send(TELL, Tuple.of(array(touched)));
            send(END, Tuple.of(array(touched)));
        }
    }

    private static Set<Long> works(RowSet<Row> rows) {
        var works = new HashSet<Long>();
        rows.forEach(row -> works.add(row.getLong(0)));
        return works;
    }

    private static Long[] array(Collection<Long> numbers) {
        return numbers.toArray(Long[]::new);
    }

    private RowSet<Row> send(String statement, Tuple arguments) {
        return Patience.await(new Statement(statement, arguments).send(sql));
    }
}
