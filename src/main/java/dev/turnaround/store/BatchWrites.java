package dev.turnaround.store;

import static dev.turnaround.store.Columns.flags;
import static dev.turnaround.store.Columns.numbers;
import static dev.turnaround.store.Columns.texts;
import static dev.turnaround.store.Columns.times;

import dev.turnaround.model.PullRequest;
import dev.turnaround.model.reference.Sought;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The second half of a batch's transaction: one statement a table, however many rows.
final class BatchWrites {

    // The commit is sent along without waiting for the answer to this, so a version that moved must
    // fail the transaction by itself: the last line does unless every row was written.
    private static final String SAVE_PULL_REQUESTS =
            """
            with saved as (insert into pull_request as p
              (connection, repository, number, version, state, phase, title, author,
               opened_at, updated_at, merged_at, closed_at, url, written, people)
            select connection, repository, number, previous + 1, state::json, phase, title, author,
                   opened_at, updated_at, merged_at, closed_at, url,
                   (select transaction_position()), people
            from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[],
                        $8::text[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[],
                        $13::text[], $14::bigint[])
              as n (connection, repository, number, previous, state, phase, title, author,
                    opened_at, updated_at, merged_at, closed_at, url, people)
            on conflict (connection, repository, number) do update
            set version = excluded.version, state = excluded.state, phase = excluded.phase,
                title = excluded.title, author = excluded.author, opened_at = excluded.opened_at,
                updated_at = excluded.updated_at, merged_at = excluded.merged_at, closed_at = excluded.closed_at,
                url = excluded.url, written = excluded.written, people = excluded.people
            where p.version = excluded.version - 1
            returning 1)
            select case when count(*) < array_length($1, 1) then stale_read() end from saved
            """;

    private static final String SAVE_FACTS =
            """
            insert into fact as f
              (connection, repository, number, id, kind, at, estimated, deleted, unlisted,
               actor, actor_login, actor_bot, detail, source, delivery, live)
            select connection, repository, number, id, kind, at, estimated, deleted, unlisted,
                   actor, actor_login, actor_bot, detail::json, source, delivery, live
            from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::timestamptz[],
                        $7::boolean[], $8::boolean[], $9::boolean[], $10::text[], $11::text[], $12::boolean[],
                        $13::text[], $14::text[], $15::text[], $16::boolean[])
              as n (connection, repository, number, id, kind, at, estimated, deleted, unlisted,
                    actor, actor_login, actor_bot, detail, source, delivery, live)
            on conflict (connection, repository, number, id) do update
            set kind = excluded.kind, at = excluded.at, estimated = excluded.estimated, deleted = excluded.deleted,
                unlisted = excluded.unlisted,
                actor = excluded.actor, actor_login = excluded.actor_login, actor_bot = excluded.actor_bot,
                detail = excluded.detail, live = f.live or excluded.live
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
    // for. StreamLog says how a reader avoids the gaps.
    private static final String SAVE_DELIVERIES =
            """
            insert into delivery
              (position, received_at, connection, delivery, event, action, verdict, reason, latency_micros,
               repository, number)
            select (select transaction_position()) + ordinal - 1,
                   received_at, connection, delivery, event, action, verdict, reason, latency_micros, repository, number
            from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                        $8::bigint[], $9::text[], $10::bigint[])
                   with ordinality
                   as n (received_at, connection, delivery, event, action, verdict, reason, latency_micros,
                         repository, number, ordinal)
            """;

    private static final String SAVE_EVENTS =
            """
            insert into stream_event
              (position, at, event, connection, repository, repository_name, author, author_login, data)
            select (select transaction_position()) + $9 + ordinal - 1,
                   at, event, connection, repository, repository_name, author, author_login, data
            from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                        $8::text[])
                   with ordinality
                   as n (at, event, connection, repository, repository_name, author, author_login, data, ordinal)
            """;

    private BatchWrites() {}

    /// The statements, in the order in which they take their locks.
    static List<Statement> of(Writes writes) {
        var statements = new ArrayList<Statement>(5);
        if (!writes.pullRequests().isEmpty()) {
            statements.add(savePullRequests(writes.pullRequests()));
        }
        if (!writes.facts().isEmpty()) {
            statements.add(saveFacts(writes.facts()));
        }
        statements.addAll(TieWrites.of(writes));
        statements.addAll(IssueWrites.of(writes));
        if (!writes.repositories().isEmpty()) {
            statements.add(saveNames(writes.repositories()));
        }
        statements.addAll(PeopleWrites.of(writes.people()));
        if (!writes.measures().isEmpty()) {
            statements.add(MeasureWrites.of(writes.measures()));
        }
        if (!writes.deliveries().isEmpty()) {
            statements.add(saveDeliveries(writes.deliveries()));
        }
        if (!writes.events().isEmpty()) {
            statements.add(saveEvents(writes.events(), writes.deliveries().size()));
        }
        var advance = writes.advance();
        if (advance != null) {
            statements.addAll(SyncWrites.checkpoint(advance.checkpoint(), advance.tally()));
        }
        return statements;
    }

    private static Statement savePullRequests(List<Writes.NewState> states) {
        var rows =
                states.stream()
                        .sorted((one, other) ->
                                one.pullRequest().key().compareTo(other.pullRequest().key()))
                        .toList();
        return new Statement(
                SAVE_PULL_REQUESTS,
                Tuple.wrap(
                        Arrays.asList(
                                texts(rows, row -> row.pullRequest().key().connection()),
                                texts(rows, row -> row.pullRequest().key().repository()),
                                numbers(rows, row -> row.pullRequest().key().number()),
                                numbers(rows, Writes.NewState::previousVersion),
                                texts(rows, row -> state(row.pullRequest())),
                                texts(rows, row -> row.pullRequest().progress().phase().word()),
                                texts(rows, row -> title(row.pullRequest())),
                                texts(rows, row -> author(row.pullRequest())),
                                times(rows, row -> row.pullRequest().progress().opened().at()),
                                times(rows, row -> row.pullRequest().attributes().updatedAt()),
                                times(
                                        rows,
                                        row -> {
                                            var merged = row.pullRequest().progress().mergedAt();
                                            return merged == null ? null : merged.at();
                                        }),
                                times(
                                        rows,
                                        row -> {
                                            var closed = row.pullRequest().progress().closedAt();
                                            return closed == null ? null : closed.at();
                                        }),
                                texts(rows, row -> address(row.pullRequest())),
                                numbers(rows, Writes.NewState::people))));
    }

    private static String state(PullRequest pullRequest) {
        return StateJson.write(StateJson.State.of(pullRequest));
    }

    private static @Nullable String address(PullRequest pullRequest) {
        var url = pullRequest.attributes().url();
        return url == null ? null : Sought.address(url.value());
    }

    private static @Nullable String title(PullRequest pullRequest) {
        var title = pullRequest.attributes().title();
        return title == null ? null : title.value();
    }

    private static @Nullable String author(PullRequest pullRequest) {
        var author = pullRequest.progress().opened().actor();
        return author == null ? null : author.id();
    }

    private static Statement saveFacts(List<Writes.NewFact> facts) {
        return new Statement(
                SAVE_FACTS,
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

    private static Statement saveNames(List<Writes.NewName> names) {
        return new Statement(
                SAVE_NAMES,
                Tuple.of(
                        texts(names, Writes.NewName::connection),
                        texts(names, one -> one.repository().id()),
                        texts(names, one -> one.repository().name().value()),
                        times(names, one -> one.repository().name().at())));
    }

    private static Statement saveDeliveries(List<DeliveryRecord> records) {
        return new Statement(
                SAVE_DELIVERIES,
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
                                texts(records, DeliveryRecord::repository),
                                numbers(
                                        records,
                                        one ->
                                                one.pullRequest() == null
                                                        ? null
                                                        : one.pullRequest().number()))));
    }

    static Statement saveEvents(List<StreamEvent> events, int firstOrdinal) {
        return new Statement(
                SAVE_EVENTS,
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
}
