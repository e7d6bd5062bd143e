package dev.turnaround.store;

import dev.turnaround.model.issue.Issue;
import dev.turnaround.model.reference.Evidence;
import dev.turnaround.model.reference.Sought;
import dev.turnaround.model.work.Item;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Works out what items are tied to, from what is stored of both sides. Every tie has a source, to
/// which it belongs: what points at the other, or the first in order where administrators said it.
final class FoundTies {
    /// The evidence of what administrators said.
    static final String BY_HAND = "by_hand";

    /// More keys than that make a pull request a list of issues. METRICS: "Size, score, work".
    static final int KEYS_MAX = 10;

    /// What stands in a text. Links and parents are never a mere list.
    private static final Set<String> QUOTED =
            Set.of(Evidence.TITLE.word(), Evidence.DESCRIPTION.word(), Evidence.BRANCH.word());

    // The last line keeps the view from being joined as a whole: it is asked item by item.
    private static final String OF_PULL_REQUESTS =
            """
            select k.connection, k.repository, k.number::text, s.target, s.evidence, s.issue_connection, s.issue, s.name
            from unnest($1::text[], $2::text[], $3::bigint[]) as k (connection, repository, number)
            cross join lateral (
              select * from shown_tie t
              where t.connection = k.connection and t.repository = k.repository and t.number = k.number
              offset 0) s
            """;

    private static final String OF_ISSUES =
            """
            select k.connection, '', k.issue, s.target, s.evidence, s.other_connection, s.other, s.name
            from unnest($1::text[], $2::text[]) as k (connection, issue)
            cross join lateral (
              select * from shown_issue_tie t
              where t.connection = k.connection and t.issue = k.issue
              offset 0) s
            """;

    private static final String SAID =
            """
            select h.kind, h.connection, h.repository, h.name, h.other_kind, h.other_connection, h.other_repository, h.other_name,
                   h.tied
            from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as k (kind, connection, repository, name)
            join hand_tie h on h.kind = k.kind and h.connection = k.connection and h.repository = k.repository and h.name = k.name
            union
            select h.kind, h.connection, h.repository, h.name, h.other_kind, h.other_connection, h.other_repository, h.other_name,
                   h.tied
            from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as k (kind, connection, repository, name)
            join hand_tie h on h.other_kind = k.kind and h.other_connection = k.connection and h.other_repository = k.repository
              and h.other_name = k.name
            """;

    private static final String EXISTING =
            """
            select k.kind, k.connection, k.repository, k.name
            from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as k (kind, connection, repository, name)
            where k.kind = 'pull_request' and exists (
                select from pull_request p
                where p.connection = k.connection and p.repository = k.repository
                  and p.number = case when k.kind = 'pull_request' then k.name::bigint end)
               or k.kind = 'issue' and exists (select from issue i where i.connection = k.connection and i.id = k.name)
               or k.kind = 'key'
            """;

    private static final String STATES =
            """
            select i.connection, i.id, i.state::text
            from unnest($1::text[], $2::text[]) as k (connection, id) join issue i using (connection, id)
            """;

    private static final String SAVE_REFERENCES =
            """
            with gone as (
              delete from issue_tie t
              using unnest($1::text[], $2::text[]) as k (connection, issue)
              where t.connection = k.connection and t.issue = k.issue
                and (t.identity, t.scope, t.target, t.evidence) not in (
                  select n.identity, n.scope, n.target, n.evidence
                  from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $9::boolean[])
                    as n (connection, issue, scope, target, evidence, identity)
                  where n.connection = t.connection and n.issue = t.issue))
            insert into issue_tie (connection, issue, scope, target, evidence, project, identity)
            select * from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::boolean[])
            on conflict do nothing
            """;

    private FoundTies() {}

    /// A tie.
    ///
    /// @param source to which it belongs
    /// @param evidence where it was found, in a word
    /// @param weak whether it is shown only, and connects nothing
    record Tie(Item source, Item target, String evidence, boolean weak) {}

    /// A row of what an issue points at.
    record Pointer(
            String connection,
            String issue,
            String scope,
            String target,
            String evidence,
            @Nullable String project,
            boolean identity) {}

    /// All ties of these sources, as far as both of their ends are there.
    static Set<Tie> of(SqlClient sql, Set<Item> sources) {
        var pullRequests =
                sources.stream().filter(one -> one.kind() == Item.Kind.PULL_REQUEST).toList();
        var issues = sources.stream().filter(one -> one.kind() == Item.Kind.ISSUE).toList();
        var found = new LinkedHashSet<Tie>();
        if (!pullRequests.isEmpty()) {
            var keys =
                    Tuple.of(
                            Columns.texts(pullRequests, Item::connection),
                            Columns.texts(pullRequests, Item::repository),
                            Columns.numbers(pullRequests, one -> Long.valueOf(one.name())));
            var rows = Patience.await(sql.preparedQuery(OF_PULL_REQUESTS).execute(keys));
            found.addAll(ties(Item.Kind.PULL_REQUEST, rows));
        }
        if (!issues.isEmpty()) {
            saveReferences(sql, issues);
            var rows = Patience.await(sql.preparedQuery(OF_ISSUES).execute(ofIssues(issues)));
            found.addAll(ties(Item.Kind.ISSUE, rows));
        }
        var said = Patience.await(sql.preparedQuery(SAID).execute(items(sources)));
        heed(sql, said, sources::contains, found);
        return found;
    }

    /// Everything that issues point at, by their state.
    static List<Pointer> pointers(Issue issue) {
        var key = issue.key();
        var told = issue.attributes();
        var pointers = new LinkedHashSet<Pointer>();
        if (told.references() != null) {
            var repository = told.repository() == null ? "" : told.repository().value();
            for (var one : told.references().all()) {
                pointers.add(word(issue, one.sought(key.connection(), repository), one.evidence()));
            }
        }
        if (told.parent() != null && !told.parent().value().isEmpty()) {
            pointers.add(identity(issue, told.parent().value()));
        }
        for (var link : issue.progress().links()) {
            pointers.add(
                    Sought.isAddress(link)
                            ? word(issue, Sought.of(key.connection(), link), Evidence.REMOTE_LINK)
                            : identity(issue, link));
        }
        return List.copyOf(pointers);
    }

    private static Pointer word(Issue issue, Sought sought, Evidence evidence) {
        return new Pointer(
                issue.key().connection(),
                issue.key().id(),
                sought.scope(),
                sought.word(),
                evidence.word(),
                sought.project(),
                false);
    }

    private static Pointer identity(Issue issue, String other) {
        return new Pointer(
                issue.key().connection(),
                issue.key().id(),
                "",
                other,
                Evidence.TRACKER.word(),
                null,
                true);
    }

    private static Tuple ofIssues(Collection<Item> issues) {
        return Columns.both(
                Columns.texts(issues, Item::connection), Columns.texts(issues, Item::name));
    }

    private static void saveReferences(SqlClient sql, Collection<Item> issues) {
        var rows = new ArrayList<Pointer>();
        for (var row : Patience.await(sql.preparedQuery(STATES).execute(ofIssues(issues)))) {
            var state = StateJson.readIssueState(row.getString(2));
            rows.addAll(pointers(state.issue(IssueFactRow.key(row))));
        }
        var arguments =
                ofIssues(issues)
                        .addValue(Columns.texts(rows, Pointer::connection))
                        .addValue(Columns.texts(rows, Pointer::issue))
                        .addValue(Columns.texts(rows, Pointer::scope))
                        .addValue(Columns.texts(rows, Pointer::target))
                        .addValue(Columns.texts(rows, Pointer::evidence))
                        .addValue(Columns.texts(rows, Pointer::project))
                        .addValue(Columns.flags(rows, Pointer::identity));
        Patience.await(sql.preparedQuery(SAVE_REFERENCES).execute(arguments));
    }

    /// The ties that rows tell, all rows of a source together: how many keys it quotes decides
    /// whether it ties at all.
    static Set<Tie> ties(Item.Kind kind, RowSet<Row> rows) {
        record Told(Item source, Item target, String word, String evidence) {}
        var all = new ArrayList<Told>();
        var words = new HashMap<Item, Set<String>>();
        for (var row : rows) {
            var source = new Item(kind, row.getString(0), row.getString(1), row.getString(2));
            var issue = row.getString(6);
            var target =
                    issue == null
                            ? Item.ofKey(row.getString(7))
                            : new Item(Item.Kind.ISSUE, row.getString(5), "", issue);
            var told = new Told(source, target, row.getString(3), row.getString(4));
            all.add(told);
            if (counts(kind, told.evidence())) {
                words.computeIfAbsent(source, _ -> new HashSet<>()).add(told.word());
            }
        }
        var ties = new LinkedHashSet<Tie>();
        for (var told : all) {
            var weak =
                    counts(kind, told.evidence())
                            && words.getOrDefault(told.source(), Set.of()).size() > KEYS_MAX;
            ties.add(new Tie(told.source(), told.target(), told.evidence(), weak));
        }
        return ties;
    }

    /// Whether evidence of this kind makes a list when there is much of it.
    private static boolean counts(Item.Kind kind, String evidence) {
        return kind == Item.Kind.ISSUE ? QUOTED.contains(evidence) : !evidence.equals(BY_HAND);
    }

    /// Heeds what administrators said.
    ///
    /// @param concerned of which sources it is about
    static void heed(SqlClient sql, RowSet<Row> said, Predicate<Item> concerned, Set<Tie> found) {
        var added = new ArrayList<Tie>();
        var denied = new HashMap<Item, Set<Item>>();
        for (var row : said) {
            var one = item(row, 0);
            var other = item(row, 4);
            if (!row.getBoolean(8)) {
                denied.computeIfAbsent(one, _ -> new HashSet<>()).add(other);
                denied.computeIfAbsent(other, _ -> new HashSet<>()).add(one);
            } else if (concerned.test(one)) {
                added.add(new Tie(one, other, BY_HAND, false));
            }
        }
        found.removeIf(tie -> denied.getOrDefault(tie.source(), Set.of()).contains(tie.target()));
        if (!added.isEmpty()) {
            var ends = new TreeSet<Item>();
            added.forEach(tie -> {
                ends.add(tie.source());
                ends.add(tie.target());
            });
            var existing = existing(sql, ends);
            added.stream()
                    .filter(tie ->
                            existing.contains(tie.source()) && existing.contains(tie.target()))
                    .forEach(found::add);
        }
    }

    /// Those of the items that are stored.
    static Set<Item> existing(SqlClient sql, Collection<Item> items) {
        var existing = new HashSet<Item>();
        for (var row : Patience.await(sql.preparedQuery(EXISTING).execute(items(items)))) {
            existing.add(item(row, 0));
        }
        return existing;
    }

    /// Items as the four columns that `unnest` takes.
    static Tuple items(Collection<Item> items) {
        return Tuple.of(
                Columns.texts(items, one -> one.kind().word()),
                Columns.texts(items, Item::connection),
                Columns.texts(items, Item::repository),
                Columns.texts(items, Item::name));
    }

    /// The item that four columns of a row tell.
    static Item item(Row row, int from) {
        return new Item(
                Item.Kind.of(row.getString(from)),
                row.getString(from + 1),
                row.getString(from + 2),
                row.getString(from + 3));
    }

    /// Pairs in both of their directions are one.
    static Map<Item, Set<Item>> strong(Collection<Tie> ties) {
        var strong = new HashMap<Item, Set<Item>>();
        ties.stream()
                .filter(tie -> !tie.weak())
                .forEach(tie ->
                        strong.computeIfAbsent(tie.source(), _ -> new HashSet<>())
                                .add(tie.target()));
        return strong;
    }
}
