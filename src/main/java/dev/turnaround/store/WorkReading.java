package dev.turnaround.store;

import dev.turnaround.model.Account;
import dev.turnaround.model.work.Chunks;
import dev.turnaround.model.work.Item;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads what belongs together. One snapshot an answer, so that sets, items and ties agree.
///
/// Call on a virtual thread. Every call may throw what the SQL client throws, or [Away].
public final class WorkReading {
    /// So many items of a set are shown.
    static final int ITEMS_MAX = 500;

    private static final String SNAPSHOT = "begin isolation level repeatable read read only";

    private static final String LIST =
            """
            select w.id, w.items, w.contributors, w.open, w.first_at, w.loose
            from work w
            where w.items > 1
              and ($1::boolean is null or (cardinality(w.contributors) > 1) = $1)
              and ($2::boolean is null or w.open = $2)
              and ($3::text is null or w.contributors && array(
                    select 'person:' || p.id from person p where p.id::text = $3 or lower(p.name) = lower($3)
                    union
                    select case when i.person is null then 'account:' || i.connection || ':' || i.id else 'person:' || i.person end
                    from identity i where lower(i.login) = lower($3) or i.connection || ':' || i.id = $3))
              and ($4::text is null or w.contributors && array(
                    select 'person:' || m.person from team t join team_person m on m.team = t.id
                    where not t.gone and (t.id::text = $4 or lower(t.name) = lower($4))))
              and ($5::text is null or exists (
                    select from work_item i left join repository r on r.connection = i.connection and r.id = i.repository
                    where i.work = w.id and i.kind = 'pull_request' and (i.repository = $5 or lower(r.name) = lower($5))))
              and ($6::text is null or w.id in (
                    select i.work from issue_name n
                    join work_item i on i.kind = 'issue' and i.connection = n.connection and i.name = n.issue
                    where n.name in (upper($6), lower($6))
                    union
                    select i.work from work_item i where i.kind = 'key' and i.name = upper($6)))
              and ($7::timestamptz is null or (w.first_at, w.id) < ($7, $8))
            order by w.first_at desc, w.id desc
            limit $9
            """;

    private static final String ITEMS =
            """
            with told as (
              select i.work, i.id, i.kind, i.connection, i.repository, i.name, i.open, i.contributor, i.first_at,
                     null as key, p.title, p.url,
                     case when p.merged_at is not null then 'merged' when p.closed_at is not null then 'closed' else 'open' end as state,
                     greatest(p.opened_at, p.updated_at, p.merged_at, p.closed_at) as last_at, p.repository as home
              from work_item i
              join pull_request p on p.connection = i.connection and p.repository = i.repository
                and p.number = case when i.kind = 'pull_request' then i.name::bigint end
              where i.work = any($1) and i.kind = 'pull_request'
              union all
              select i.work, i.id, i.kind, i.connection, i.repository, i.name, i.open, i.contributor, i.first_at,
                     j.name, j.state #>> '{attributes,summary,value}', j.state #>> '{attributes,url,value}', j.status,
                     greatest(j.began_at, j.updated_at), j.repository
              from work_item i join issue j on j.connection = i.connection and j.id = i.name
              where i.work = any($1) and i.kind = 'issue'
              union all
              select i.work, i.id, i.kind, i.connection, i.repository, i.name, i.open, i.contributor, i.first_at,
                     i.name, null, null, null, null, null
              from work_item i
              where i.work = any($1) and i.kind = 'key'),
            numbered as (
              select t.*, row_number() over (partition by t.work order by t.first_at, t.id) as place,
                     max(t.last_at) over (partition by t.work) as work_last_at
              from told t)
            select n.kind, n.connection, n.repository, n.name, n.work, n.id, n.key, r.name, n.title, n.url, n.state, n.open,
                   n.contributor, n.first_at, n.last_at, n.work_last_at
            from numbered n left join repository r on r.connection = n.connection and r.id = n.home
            where n.place <= $2
            order by n.work, n.place
            """;

    private static final String TIES =
            """
            with shown as (
              select source, target, evidence, weak from work_tie where source = any($1)
              union
              select source, target, evidence, weak from work_tie where target = any($1))
            select s.kind, s.connection, s.repository, s.name, o.kind, o.connection, o.repository, o.name,
                   array_agg(t.evidence order by t.evidence), bool_and(t.weak), s.work, o.work
            from shown t join work_item s on s.id = t.source join work_item o on o.id = t.target
            group by s.id, o.id
            order by s.id, o.id
            """;

    private static final String PERSONS =
            "select 'person:' || id, name from person where id::text = any($1)";

    private static final String LOGINS =
            """
            select 'account:' || i.connection || ':' || i.id, i.login
            from unnest($1::text[], $2::text[]) as k (connection, id) join identity i using (connection, id)
            """;

    private final Pool pool;

    /// A reader.
    public WorkReading(Readers readers) {
        this.pool = readers.pool();
    }

    /// What a query asks for, the latest begun first.
    public List<Work> list(WorkQuery query) {
        var sql = Patience.await(pool.getConnection());
        try {
            Patience.await(sql.query(SNAPSHOT).execute());
            var works = list(sql, query);
            Patience.await(sql.query("commit").execute());
            return works;
        } catch (RuntimeException failed) {
            sql.query("rollback").execute();
            throw failed;
        } finally {
            sql.close();
        }
    }

    private static List<Work> list(SqlClient sql, WorkQuery query) {
        var after = query.after();
        var found =
                rows(
                        sql,
                        LIST,
                        Tuple.tuple()
                                .addValue(query.superchunk())
                                .addValue(query.open())
                                .addValue(query.person())
                                .addValue(query.team())
                                .addValue(query.repository())
                                .addValue(query.issue())
                                .addValue(
                                        after == null
                                                ? null
                                                : after.firstAt().atOffset(ZoneOffset.UTC))
                                .addValue(after == null ? null : after.id())
                                .addValue(query.limit()));
        if (found.isEmpty()) {
            return List.of();
        }
        var ids = found.stream().map(row -> row.getLong(0)).toArray(Long[]::new);
        var items = rows(sql, ITEMS, Tuple.tuple().addValue(ids).addValue(ITEMS_MAX));
        var members = new HashMap<Long, List<Work.Member>>();
        var lastAt = new HashMap<Long, Instant>();
        for (var row : items) {
            members.computeIfAbsent(row.getLong(4), _ -> new ArrayList<>()).add(member(row));
            var last = instant(row, 15);
            if (last != null) {
                lastAt.put(row.getLong(4), last);
            }
        }
        var ties = ties(sql, items);
        var names = names(sql, found);
        return found.stream()
                .map(row ->
                        work(
                                row,
                                lastAt.get(row.getLong(0)),
                                members.getOrDefault(row.getLong(0), List.of()),
                                ties.getOrDefault(row.getLong(0), List.of()),
                                names))
                .toList();
    }

    private static Work work(
            Row row,
            @Nullable Instant lastAt,
            List<Work.Member> members,
            List<Work.Tie> ties,
            Map<String, String> names) {
        var contributors =
                Arrays.stream(row.getArrayOfStrings(2))
                        .map(one -> new Work.Contributor(one, names.get(one)))
                        .toList();
        var firstAt = row.getOffsetDateTime(4).toInstant();
        return new Work(
                row.getLong(0),
                contributors,
                row.getBoolean(3),
                row.getBoolean(5),
                firstAt,
                lastAt == null ? firstAt : lastAt,
                row.getLong(1),
                members,
                ties,
                contributors.size() > 1 ? chunks(members, ties) : List.of());
    }

    private static List<Chunks.Chunk<Item>> chunks(List<Work.Member> members, List<Work.Tie> ties) {
        var whose = new TreeMap<Item, @Nullable String>();
        members.forEach(member -> whose.put(member.item(), member.contributor()));
        return Chunks.of(
                whose,
                ties.stream()
                        .filter(tie -> !tie.weak())
                        .map(tie -> new Chunks.Link<>(tie.from(), tie.to()))
                        .toList());
    }

    private static Work.Member member(Row row) {
        return new Work.Member(
                FoundTies.item(row, 0),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getBoolean(11),
                row.getString(12),
                instant(row, 13),
                instant(row, 14));
    }

    private static @Nullable Instant instant(Row row, int column) {
        var at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }

    /// The ties of each set; one that leads from one set to another is told of in both.
    private static Map<Long, List<Work.Tie>> ties(SqlClient sql, List<Row> items) {
        var ids = items.stream().map(row -> row.getLong(5)).toArray(Long[]::new);
        var ties = new HashMap<Long, List<Work.Tie>>();
        for (var row : rows(sql, TIES, Tuple.tuple().addValue(ids))) {
            var tie =
                    new Work.Tie(
                            FoundTies.item(row, 0),
                            FoundTies.item(row, 4),
                            List.of(row.getArrayOfStrings(8)),
                            row.getBoolean(9));
            for (var work : new TreeSet<>(List.of(row.getLong(10), row.getLong(11)))) {
                ties.computeIfAbsent(work, _ -> new ArrayList<>()).add(tie);
            }
        }
        return ties;
    }

    private static Map<String, String> names(SqlClient sql, Collection<Row> works) {
        var persons = new TreeSet<String>();
        var accounts = new TreeSet<Account>();
        for (var row : works) {
            for (var one : row.getArrayOfStrings(2)) {
                var id = one.substring(one.indexOf(':') + 1);
                if (one.startsWith("person:")) {
                    persons.add(id);
                } else {
                    accounts.add(Account.parse(id));
                }
            }
        }
        var names = new LinkedHashMap<String, String>();
        rows(sql, PERSONS, Tuple.tuple().addValue(persons.toArray(String[]::new)))
                .forEach(row -> names.put(row.getString(0), row.getString(1)));
        rows(
                        sql,
                        LOGINS,
                        Columns.both(
                                Columns.texts(accounts, Account::connection),
                                Columns.texts(accounts, Account::id)))
                .forEach(row -> names.put(row.getString(0), row.getString(1)));
        return names;
    }

    private static List<Row> rows(SqlClient sql, String statement, Tuple arguments) {
        return Patience.await(new Statement(statement, arguments).send(sql)).stream().toList();
    }
}
