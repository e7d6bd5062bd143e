package dev.turnaround.store;

import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.profile.Story;
import dev.turnaround.store.Selected.Scoped;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The stories of pull requests, from their facts, to be measured by anybody's definition.
///
/// Call on a virtual thread. Throws [Away] when the database is.
public final class ToldStories {
    private static final String FACTS =
            "select "
                    + FactRow.COLUMNS
                    + """
                    from fact f
                    join unnest($1::text[], $2::text[], $3::bigint[]) as k (connection, repository, number)
                    using (connection, repository, number)
                    """;

    private final Pool pool;

    /// Those of a database.
    public ToldStories(Readers readers) {
        this.pool = readers.pool();
    }

    /// Which stories are asked for.
    ///
    /// @param from of those that were open at some time from then
    /// @param to up to then, exclusive
    /// @param after of those after this one, in the order of keys; null for the first
    /// @param limit at most so many
    public record Wanted(
            Instant from,
            Instant to,
            AggregateQuery.Scope scope,
            @Nullable PullRequestKey after,
            int limit) {}

    /// A story.
    ///
    /// @param title null when it is not known
    public record Told(PullRequestKey key, @Nullable String title, Story story) {}

    /// Tells them, in the order of keys.
    public List<Told> of(Wanted wanted) {
        var selected = new Selected(pool, wanted.scope());
        if (selected.isNothing()) {
            return List.of();
        }
        var after = wanted.after();
        var arguments =
                Tuple.wrap(
                        new ArrayList<>(
                                Arrays.asList(
                                        after == null ? "" : after.connection(),
                                        after == null ? "" : after.repository(),
                                        after == null ? 0L : after.number(),
                                        wanted.from().atOffset(ZoneOffset.UTC),
                                        wanted.to().atOffset(ZoneOffset.UTC),
                                        (long) wanted.limit())));
        var filters = new StringBuilder();
        filter(filters, arguments, "repository", selected.repositories());
        filter(filters, arguments, "author", selected.accounts());
        var sql =
                """
                select m.connection, m.repository, m.number, m.title,
                       m.state #>> '{attributes,firstCommitAt,value}'
                from pull_request m
                where (m.connection, m.repository, m.number) > ($1, $2, $3)
                  and m.opened_at < $5 and coalesce(m.merged_at, m.closed_at, 'infinity') >= $4 %s
                order by m.connection, m.repository, m.number
                limit $6
                """
                        .formatted(filters);
        var found = Blocking.send(pool, sql, arguments).stream().toList();
        var keys = found.stream().map(FactRow::key).toList();
        var facts = FactRow.byPullRequest(Blocking.send(pool, FACTS, Columns.keys(keys)));
        var directory = Patience.await(DirectoryReads.all(pool));
        return found.stream()
                .map(row -> {
                    var key = FactRow.key(row);
                    var begun = row.getString(4);
                    return new Told(
                            key,
                            row.getString(3),
                            Story.of(
                                    facts.getOrDefault(key, Map.of()).values(),
                                    directory.people(key.connection()),
                                    begun == null ? null : Instant.parse(begun)));
                })
                .toList();
    }

    private static void filter(
            StringBuilder filters, Tuple arguments, String column, @Nullable List<Scoped> some) {
        if (some != null) {
            filters.append(
                    " and (m.connection, m.%s) in (select * from unnest($%d::text[], $%d::text[]))"
                            .formatted(column, arguments.size() + 1, arguments.size() + 2));
            arguments.addValue(Columns.texts(some, Scoped::connection));
            arguments.addValue(Columns.texts(some, Scoped::id));
        }
    }
}
