package dev.turnaround.store;

import static dev.turnaround.store.Columns.flags;
import static dev.turnaround.store.Columns.numbers;
import static dev.turnaround.store.Columns.texts;
import static dev.turnaround.store.Columns.times;

import dev.turnaround.model.Actor;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a batch writes of accounts: mostly nothing, because they are known.
final class PeopleWrites {

    private static final String FORGET_RECEIPTS =
            """
            delete from receipt r
            using unnest($1::text[], $2::text[]) as n (connection, delivery)
            where r.connection = n.connection and r.delivery = n.delivery
            """;

    // Where a provider tells the number alone, the number stands in for the login.
    private static final String SAVE_FACES =
            """
            insert into identity as i (connection, id, login, bot, seen_at)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::boolean[], $5::timestamptz[])
            on conflict (connection, id) do update
            set login = excluded.login, bot = excluded.bot, seen_at = excluded.seen_at
            where excluded.login <> '#' || excluded.id
              and (i.login = '#' || i.id or (i.seen_at, i.login, i.bot) < (excluded.seen_at, excluded.login, excluded.bot))
            """;

    private static final String SAVE_INVOLVED =
            """
            insert into involved as v (connection, account, repository, number, authored)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::boolean[])
            on conflict (connection, account, repository, number) do update
            set authored = true
            where excluded.authored and not v.authored
            """;

    private static final String SAVE_LEFT_OUT =
            """
            insert into left_out as l
              (connection, repository, number, repository_name, title, author, author_login, at)
            select *
            from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[],
                        $8::timestamptz[])
            on conflict (connection, repository, number) do update
            set repository_name = excluded.repository_name, title = coalesce(excluded.title, l.title),
                author = coalesce(excluded.author, l.author),
                author_login = coalesce(excluded.author_login, l.author_login), at = excluded.at
            """;

    // Another process may be at the same step: the last line divides by zero when the place moved.
    private static final String STEP =
            """
            with moved as (
              update people_job
              set account = $5, repository = $6, number = $7, done = done + $8
              where version = $1 and account = $2 and repository = $3 and number = $4 and ended_at is null
              returning 1)
            select 1 / count(*) from moved
            """;

    private PeopleWrites() {}

    /// The statements, in the order in which they take their locks.
    static List<Statement> of(Writes.People people) {
        var statements = new ArrayList<Statement>(5);
        if (!people.unreceived().isEmpty()) {
            statements.add(forgetReceipts(people.unreceived()));
        }
        if (!people.faces().isEmpty()) {
            statements.add(saveFaces(people.faces()));
        }
        if (!people.involved().isEmpty()) {
            statements.add(saveInvolved(people.involved()));
        }
        if (!people.unknown().isEmpty()) {
            statements.add(saveLeftOut(people.unknown()));
        }
        if (people.refolded() != null) {
            statements.add(step(people.refolded()));
        }
        return statements;
    }

    private static Statement forgetReceipts(List<Known.DeliveryKey> deliveries) {
        return new Statement(
                FORGET_RECEIPTS,
                Tuple.wrap(
                        List.of(
                                texts(deliveries, Known.DeliveryKey::connection),
                                texts(deliveries, Known.DeliveryKey::delivery))));
    }

    private static Statement saveFaces(List<Writes.Face> faces) {
        var rows = faces.stream().sorted(Comparator.comparing(Writes.Face::account)).toList();
        return new Statement(
                SAVE_FACES,
                Tuple.of(
                        texts(rows, row -> row.account().connection()),
                        texts(rows, row -> row.account().id()),
                        texts(rows, row -> row.actor().login()),
                        flags(rows, row -> row.actor().bot()),
                        times(rows, Writes.Face::at)));
    }

    private static Statement saveInvolved(List<Writes.Involved> involved) {
        var rows =
                involved.stream()
                        .sorted(
                                Comparator.comparing((Writes.Involved row) ->
                                                row.pullRequest().connection())
                                        .thenComparing(Writes.Involved::account)
                                        .thenComparing(Writes.Involved::pullRequest))
                        .toList();
        return new Statement(
                SAVE_INVOLVED,
                Tuple.of(
                        texts(rows, row -> row.pullRequest().connection()),
                        texts(rows, Writes.Involved::account),
                        texts(rows, row -> row.pullRequest().repository()),
                        numbers(rows, row -> row.pullRequest().number()),
                        flags(rows, Writes.Involved::authored)));
    }

    private static Statement saveLeftOut(List<Writes.LeftOutPullRequest> unknown) {
        var rows =
                unknown.stream()
                        .sorted(Comparator.comparing(Writes.LeftOutPullRequest::key))
                        .toList();
        return new Statement(
                SAVE_LEFT_OUT,
                Tuple.wrap(
                        List.of(
                                texts(rows, row -> row.key().connection()),
                                texts(rows, row -> row.key().repository()),
                                numbers(rows, row -> row.key().number()),
                                texts(rows, Writes.LeftOutPullRequest::repositoryName),
                                texts(rows, Writes.LeftOutPullRequest::title),
                                texts(rows, row -> id(row.author())),
                                texts(rows, row -> login(row.author())),
                                times(rows, Writes.LeftOutPullRequest::at))));
    }

    private static @Nullable String id(@Nullable Actor actor) {
        return actor == null ? null : actor.id();
    }

    private static @Nullable String login(@Nullable Actor actor) {
        return actor == null ? null : actor.login();
    }

    private static Statement step(Writes.Refolded step) {
        return new Statement(
                STEP,
                Tuple.wrap(
                        List.of(
                                step.job(),
                                step.from().account(),
                                step.from().repository(),
                                step.from().number(),
                                step.to().account(),
                                step.to().repository(),
                                step.to().number(),
                                (long) step.done())));
    }
}
