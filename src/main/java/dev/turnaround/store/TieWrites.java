package dev.turnaround.store;

import static dev.turnaround.store.Columns.numbers;
import static dev.turnaround.store.Columns.texts;

import dev.turnaround.model.PullRequest;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.issue.Issue;
import dev.turnaround.model.reference.Evidence;
import dev.turnaround.model.reference.Sought;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a batch writes of ties: what pull requests refer to, and which of them must be told of
/// again because issues came to answer to other names.
final class TieWrites {

    private static final String SAVE_TIES =
            """
            with kept as (
              select * from unnest($4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[])
                as n (connection, repository, number, scope, target, evidence, project)),
            gone as (
              delete from tie t
              using unnest($1::text[], $2::text[], $3::bigint[]) as k (connection, repository, number)
              where t.connection = k.connection and t.repository = k.repository and t.number = k.number
                and not exists (
                  select from kept n
                  where n.connection = t.connection and n.repository = t.repository and n.number = t.number
                    and n.scope = t.scope and n.target = t.target and n.evidence = t.evidence))
            insert into tie (connection, repository, number, scope, target, evidence, project)
            select * from kept
            on conflict do nothing
            """;

    // Runs before the names are written, so that it still sees what the pull requests were tied to.
    private static final String MARK =
            """
            with known as (
              insert into project (connection, key)
              select * from unnest($5::text[], $6::text[])
              on conflict do nothing
              returning key),
            touched as (
              select t.connection, t.repository, t.number
              from unnest($1::text[], $2::text[]) as w (connection, word)
              join tie t on t.target = w.word and (t.scope = '' or t.scope = w.connection)
              union
              select t.connection, t.repository, t.number
              from known join tie t on t.project = known.key
              union
              select p.connection, p.repository, p.number
              from unnest($3::text[]) as a (address) join pull_request p on p.url = a.address
              union
              select p.connection, p.repository, p.number
              from unnest($4::text[]) as a (word) join issue_name n on n.name = a.word
              join issue_link l on l.connection = n.connection and l.issue = n.issue
              join pull_request p on p.url = l.target)
            insert into late_tie as l (connection, repository, number, before, marks)
            select t.connection, t.repository, t.number,
                   coalesce((select array_agg(distinct s.name order by s.name) from shown_tie s
                             where s.connection = t.connection and s.repository = t.repository and s.number = t.number),
                            '{}'),
                   1
            from touched t
            order by 1, 2, 3
            on conflict (connection, repository, number) do update set marks = l.marks + 1
            """;

    private TieWrites() {}

    /// The statements, in the order in which they take their locks.
    static List<Statement> of(Writes writes) {
        var statements = new ArrayList<Statement>(2);
        if (!writes.referring().isEmpty()) {
            statements.add(saveTies(writes.referring()));
        }
        if (!writes.named().isEmpty()) {
            statements.add(mark(writes.named()));
        }
        return statements;
    }

    /// One row of the table.
    private record Tie(
            PullRequestKey key, Sought sought, Evidence evidence, @Nullable String project) {}

    private static Statement saveTies(List<PullRequest> pullRequests) {
        var keys = pullRequests.stream().map(PullRequest::key).sorted().toList();
        var rows = new LinkedHashSet<Tie>();
        pullRequests.stream()
                .sorted(Comparator.comparing(PullRequest::key))
                .forEach(one -> rows.addAll(ties(one)));
        return new Statement(
                SAVE_TIES,
                Columns.keys(keys)
                        .addValue(texts(rows, row -> row.key().connection()))
                        .addValue(texts(rows, row -> row.key().repository()))
                        .addValue(numbers(rows, row -> row.key().number()))
                        .addValue(texts(rows, row -> row.sought().scope()))
                        .addValue(texts(rows, row -> row.sought().word()))
                        .addValue(texts(rows, row -> row.evidence().word()))
                        .addValue(texts(rows, Tie::project)));
    }

    private static List<Tie> ties(PullRequest pullRequest) {
        var references = pullRequest.attributes().references();
        var key = pullRequest.key();
        return references == null
                ? List.of()
                : references.all().stream()
                        .map(one -> {
                            var sought = one.sought(key.connection(), key.repository());
                            return new Tie(key, sought, one.evidence(), sought.project());
                        })
                        .distinct()
                        .toList();
    }

    private static Statement mark(List<Issue> issues) {
        record Word(String connection, String text) {}
        var words = new ArrayList<Word>();
        var projects = new LinkedHashSet<Word>();
        var addresses = new TreeSet<String>();
        for (var issue : issues) {
            var connection = issue.key().connection();
            for (var text : issue.answersTo()) {
                words.add(new Word(connection, text));
                var project = Sought.of(connection, text).project();
                if (project != null) {
                    projects.add(new Word(connection, project));
                }
            }
            addresses.addAll(issue.documents());
        }
        var known =
                projects.stream()
                        .sorted(Comparator.comparing(Word::connection).thenComparing(Word::text))
                        .toList();
        return mark(
                texts(words, Word::connection),
                texts(words, Word::text),
                addresses,
                texts(known, Word::connection),
                texts(known, Word::text));
    }

    /// Marks what is tied to issues that answer to these names, or that document these addresses.
    static Statement moved(
            String connection, Collection<String> names, Collection<String> addresses) {
        return mark(
                texts(names, _ -> connection),
                texts(names, name -> name),
                addresses,
                new @Nullable String[0],
                new @Nullable String[0]);
    }

    /// Makes projects known.
    static Statement know(String connection, Set<String> projects) {
        var keys = new TreeSet<>(projects);
        return mark(
                new @Nullable String[0],
                new @Nullable String[0],
                Set.of(),
                texts(keys, _ -> connection),
                texts(keys, key -> key));
    }

    private static Statement mark(
            @Nullable String[] connections,
            @Nullable String[] words,
            Collection<String> addresses,
            @Nullable String[] projectConnections,
            @Nullable String[] projects) {
        return new Statement(
                MARK,
                Tuple.of(
                        connections,
                        words,
                        texts(addresses, address -> address),
                        words,
                        projectConnections,
                        projects));
    }
}
