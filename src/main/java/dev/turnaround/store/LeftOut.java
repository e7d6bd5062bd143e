package dev.turnaround.store;

import dev.turnaround.model.Account;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was told of a repository and is not stored, or not as it should be.
public final class LeftOut {

    // The delivery log knows why a delivery was skipped, for as long as it is kept; what failed is
    // kept until it has been read.
    private static final String ITEMS =
            """
            select * from (
              select 'skipped' as result, l.number::text as item, l.title, 'the author is linked to nobody' as reason,
                     l.author, l.author_login
              from left_out l
              where l.connection = $1 and l.repository = $2
                and not exists (select from pull_request q
                                where q.connection = $1 and q.repository = $2 and q.number = l.number)
              union all
              select 'skipped', d.number::text, null, max(d.reason), null, null
              from delivery d
              where d.connection = $1 and d.repository = $2 and d.verdict = 'skipped' and d.number is not null
                and not exists (select from pull_request q
                                where q.connection = $1 and q.repository = $2 and q.number = d.number)
                and not exists (select from left_out l
                                where l.connection = $1 and l.repository = $2 and l.number = d.number)
              group by d.number
              union all
              select 'failed', x.item, q.title, x.reason, null, null
              from sync_flaw x
              left join pull_request q on q.connection = $1 and q.repository = $2 and q.number::text = x.item
                                      and x.subject = 'pull_requests'
              where x.connection = $1 and x.repository = $2) as items
            where $3::text is null or (result, item) > ($3, $4)
            order by result, item
            limit $5
            """;

    private final Pool pool;

    /// A reader.
    public LeftOut(Readers readers) {
        this.pool = readers.pool();
    }

    /// Something that was left out.
    ///
    /// @param result `skipped` or `failed`
    /// @param item the number of a pull request, or the key of an issue
    /// @param title null when it is not known
    /// @param reason why
    /// @param author the account that somebody has to be found for; null when that is not why, or
    ///   when it is deleted
    /// @param login that account's
    public record Item(
            String result,
            String item,
            @Nullable String title,
            @Nullable String reason,
            @Nullable Account author,
            @Nullable String login) {}

    /// What was left out, a page at a time.
    ///
    /// @param after the last one of the page before; null to begin
    public Future<List<Item>> of(
            String connection, String repository, @Nullable Item after, int limit) {
        return pool.preparedQuery(ITEMS)
                .execute(
                        Tuple.of(
                                connection,
                                repository,
                                after == null ? null : after.result(),
                                after == null ? null : after.item(),
                                limit))
                .map(rows ->
                        rows.stream()
                                .map(row -> {
                                    var author = row.getString(4);
                                    return new Item(
                                            row.getString(0),
                                            row.getString(1),
                                            row.getString(2),
                                            row.getString(3),
                                            author == null ? null : new Account(connection, author),
                                            row.getString(5));
                                })
                                .toList());
    }
}
