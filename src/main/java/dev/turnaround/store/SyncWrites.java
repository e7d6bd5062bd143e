package dev.turnaround.store;

import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.List;

/// What a transaction that stores a page writes of the run that read it.
final class SyncWrites {

    private static final String MOVE_ON =
            """
            insert into sync_target as t (connection, repository, subject, cursor, cursor_since, begun_at, flawed)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (connection, repository, subject) do update
            set cursor = coalesce(excluded.cursor, t.cursor), cursor_since = excluded.cursor_since,
                begun_at = excluded.begun_at, flawed = t.flawed or excluded.flawed
            """;

    private static final String COUNT =
            """
            update sync
            set done = $2, total = $3, ingested = ingested + $4, skipped = skipped + $5, failed = failed + $6,
                facts = facts + $7, backfilled = backfilled + $8, missed = missed + $9
            where id = $1
            """;

    private SyncWrites() {}

    /// The statements of a checkpoint, to be sent in the transaction of what was read, after all
    /// others: nobody who holds one of these rows waits for any other.
    static List<Statement> checkpoint(Checkpoint checkpoint, Tally tally) {
        var count =
                new Statement(
                        COUNT,
                        Tuple.tuple()
                                .addUUID(checkpoint.sync())
                                .addLong(checkpoint.done())
                                .addLong(checkpoint.total())
                                .addLong((long) tally.ingested())
                                .addLong((long) tally.skipped())
                                .addLong((long) tally.failed())
                                .addLong((long) tally.facts())
                                .addLong((long) tally.backfilled())
                                .addLong((long) tally.missed()));
        var listing = checkpoint.listing();
        if (listing == null) {
            return List.of(count);
        }
        var moveOn =
                new Statement(
                        MOVE_ON,
                        Tuple.of(
                                checkpoint.connection(),
                                checkpoint.repository(),
                                listing.subject(),
                                listing.next(),
                                listing.since().atOffset(ZoneOffset.UTC),
                                listing.begunAt().atOffset(ZoneOffset.UTC),
                                tally.failed() > 0));
        return List.of(moveOn, count);
    }
}
