package dev.turnaround.store;

import static dev.turnaround.store.Columns.flags;
import static dev.turnaround.store.Columns.texts;
import static dev.turnaround.store.Columns.times;

import dev.turnaround.model.Moment;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.issue.Issue;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a batch writes of issues: one statement a table, however many rows.
final class IssueWrites {

    // Fails when a version moved, as with pull requests.
    private static final String SAVE_ISSUES =
            """
            with saved as (insert into issue as i
              (connection, id, version, state, name, repository, status, category, assignee, assignee_login,
               began_at, updated_at, deleted_at)
            select connection, id, previous + 1, state::json, name, repository, status, category, assignee, assignee_login,
                   began_at, updated_at, deleted_at
            from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                        $9::text[], $10::text[], $11::timestamptz[], $12::timestamptz[], $13::timestamptz[])
              as n (connection, id, previous, state, name, repository, status, category, assignee, assignee_login,
                    began_at, updated_at, deleted_at)
            on conflict (connection, id) do update
            set version = excluded.version, state = excluded.state, name = excluded.name,
                repository = excluded.repository, status = excluded.status, category = excluded.category,
                assignee = excluded.assignee, assignee_login = excluded.assignee_login, began_at = excluded.began_at,
                updated_at = excluded.updated_at, deleted_at = excluded.deleted_at
            where i.version = excluded.version - 1
            returning 1)
            select case when count(*) < array_length($1, 1) then stale_read() end from saved
            """;

    private static final String SAVE_FACTS =
            """
            insert into issue_fact as f
              (connection, issue, id, kind, at, estimated, deleted, unlisted,
               actor, actor_login, actor_bot, detail, source, delivery, live)
            select connection, issue, id, kind, at, estimated, deleted, unlisted,
                   actor, actor_login, actor_bot, detail::json, source, delivery, live
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::boolean[], $7::boolean[],
                        $8::boolean[], $9::text[], $10::text[], $11::boolean[], $12::text[], $13::text[], $14::text[],
                        $15::boolean[])
              as n (connection, issue, id, kind, at, estimated, deleted, unlisted,
                    actor, actor_login, actor_bot, detail, source, delivery, live)
            on conflict (connection, issue, id) do update
            set kind = excluded.kind, at = excluded.at, estimated = excluded.estimated, deleted = excluded.deleted,
                unlisted = excluded.unlisted,
                actor = excluded.actor, actor_login = excluded.actor_login, actor_bot = excluded.actor_bot,
                detail = excluded.detail, live = f.live or excluded.live
            """;

    private static final String SAVE_NAMES =
            """
            insert into issue_name (connection, name, issue)
            select * from unnest($1::text[], $2::text[], $3::text[])
            on conflict do nothing
            """;

    private static final String SAVE_LINKS =
            """
            with kept as (
              select * from unnest($3::text[], $4::text[], $5::text[]) as n (connection, issue, target)),
            gone as (
              delete from issue_link l
              using unnest($1::text[], $2::text[]) as k (connection, issue)
              where l.connection = k.connection and l.issue = k.issue
                and (l.connection, l.issue, l.target) not in (select connection, issue, target from kept))
            insert into issue_link (connection, issue, target)
            select * from kept
            on conflict do nothing
            """;

    private IssueWrites() {}

    /// The statements, in the order in which they take their locks.
    static List<Statement> of(Writes writes) {
        var statements = new ArrayList<Statement>(5);
        if (!writes.issues().isEmpty()) {
            statements.add(saveIssues(writes.issues()));
        }
        if (!writes.issueFacts().isEmpty()) {
            statements.add(saveFacts(writes.issueFacts()));
        }
        if (!writes.named().isEmpty()) {
            statements.add(saveNames(writes.named()));
            statements.add(saveLinks(writes.named()));
        }
        return statements;
    }

    private static Statement saveIssues(List<Writes.NewIssue> issues) {
        var rows = issues.stream().sorted(Comparator.comparing(one -> one.issue().key())).toList();
        return new Statement(
                SAVE_ISSUES,
                Tuple.wrap(
                        Arrays.asList(
                                texts(rows, row -> row.issue().key().connection()),
                                texts(rows, row -> row.issue().key().id()),
                                Columns.numbers(rows, Writes.NewIssue::previousVersion),
                                texts(rows, row -> state(row.issue())),
                                texts(rows, row -> value(row.issue().attributes().name())),
                                texts(rows, row -> value(row.issue().attributes().repository())),
                                texts(rows, row -> status(row.issue())),
                                texts(rows, row -> category(row.issue())),
                                texts(rows, row -> assignee(row.issue(), true)),
                                texts(rows, row -> assignee(row.issue(), false)),
                                times(rows, row -> row.issue().progress().began().at()),
                                times(rows, row -> row.issue().attributes().updatedAt()),
                                times(rows, row -> at(row.issue().progress().deletedAt())))));
    }

    private static String state(Issue issue) {
        return StateJson.write(StateJson.IssueState.of(issue));
    }

    private static @Nullable String value(@Nullable Stamped<String> told) {
        return told == null ? null : told.value();
    }

    private static @Nullable String status(Issue issue) {
        var status = issue.progress().status();
        return status == null ? null : status.name();
    }

    private static @Nullable String category(Issue issue) {
        var status = issue.progress().status();
        return status == null || status.category() == null ? null : status.category().word();
    }

    private static @Nullable String assignee(Issue issue, boolean identity) {
        var told = issue.attributes().assignee();
        var actor = told == null ? null : told.value().actor();
        return actor == null ? null : identity ? actor.id() : actor.login();
    }

    private static @Nullable Instant at(@Nullable Moment moment) {
        return moment == null ? null : moment.at();
    }

    private static Statement saveFacts(List<Writes.NewIssueFact> facts) {
        return new Statement(
                SAVE_FACTS,
                Tuple.wrap(
                        Arrays.asList(
                                texts(facts, one -> one.issue().connection()),
                                texts(facts, one -> one.issue().id()),
                                texts(facts, one -> one.fact().id()),
                                texts(facts, one -> one.fact().act().kind()),
                                times(facts, one -> one.fact().at()),
                                flags(facts, one -> one.fact().estimated()),
                                flags(facts, one -> one.fact().deleted()),
                                flags(facts, one -> one.fact().unlisted()),
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
                                texts(facts, one -> one.origin().source()),
                                texts(facts, one -> one.origin().delivery()),
                                flags(facts, one -> one.origin().live()))));
    }

    /// A word of an issue.
    private record Word(Issue issue, String text) {}

    private static List<Word> words(
            List<Issue> issues, Function<Issue, ? extends Iterable<String>> of) {
        var words = new ArrayList<Word>();
        for (var issue : issues) {
            of.apply(issue).forEach(text -> words.add(new Word(issue, text)));
        }
        words.sort(
                Comparator.comparing((Word word) -> word.issue().key().connection())
                        .thenComparing(Word::text)
                        .thenComparing(word -> word.issue().key().id()));
        return words;
    }

    private static Statement saveNames(List<Issue> issues) {
        var rows = words(issues, Issue::answersTo);
        return new Statement(
                SAVE_NAMES,
                Tuple.of(
                        texts(rows, row -> row.issue().key().connection()),
                        texts(rows, Word::text),
                        texts(rows, row -> row.issue().key().id())));
    }

    private static Statement saveLinks(List<Issue> issues) {
        var rows = words(issues, Issue::documents);
        return new Statement(
                SAVE_LINKS,
                Tuple.of(
                        texts(issues, issue -> issue.key().connection()),
                        texts(issues, issue -> issue.key().id()),
                        texts(rows, row -> row.issue().key().connection()),
                        texts(rows, row -> row.issue().key().id()),
                        texts(rows, Word::text)));
    }
}
