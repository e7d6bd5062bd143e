package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the log of the stream in the order of positions, and never past a gap.
///
/// The hazard: a transaction takes its place in the order before it commits, so a reader that has
/// seen position 7 cannot know whether 5 is still to come; if it goes on from 7, 5 is lost for
/// ever. Here a position begins with the id of the transaction that wrote it, and PostgreSQL tells
/// with every snapshot the lowest id that is still in progress (`pg_snapshot_xmin`). Everything
/// below that *horizon* has committed, and is in the same snapshot, or never will. So the reader
/// stops at the horizon, and whatever comes later has a higher position. No sequence, no lock, no
/// waiting writer.
///
/// After a crash PostgreSQL gives ids of transactions again that had come to nothing. So a horizon
/// is good for the moment only, and whoever goes on later goes on from the last event that was
/// there, whose transaction had reached the disk.
///
/// The price: a long writing transaction anywhere in the cluster holds the horizon back. Events are
/// then late, never lost.
/// <https://www.postgresql.org/docs/18/functions-info.html#FUNCTIONS-INFO-SNAPSHOT>
public final class StreamLog {

    /// How long events can be resumed from.
    public static final Duration RETENTION = Duration.ofHours(24);

    private static final String HORIZON =
            """
            with here as materialized (
              select s.base + (pg_snapshot_xmin(pg_current_snapshot())::text::bigint << 16) as horizon, s.floor
              from stream_state s)
            """;

    private static final String EVENTS =
            """
            select e.position, e.event, e.connection, e.repository, e.repository_name, e.author, e.author_login, e.data,
                   null::timestamptz, null::text, null::text, null::text, null::text, null::text, null::bigint, null::bigint
            from stream_event e, here
            where e.position > $1 and e.position < least(here.horizon, $2) and e.at >= $3
            """;

    private static final String DELIVERIES =
            """
            select d.position, 'delivery', d.connection, d.repository, r.name, null, null, null,
                   d.received_at, d.delivery, d.event, d.action, d.verdict, d.reason, d.latency_micros, d.number
            from here, delivery d left join repository r on r.connection = d.connection and r.id = d.repository
            where d.position > $1 and d.position < least(here.horizon, $2) and d.received_at >= $3
            """;

    // The horizon comes as a row of its own, so that it belongs to the same snapshot as the events.
    private static final String PAGE =
            """
            select * from (%s order by 1 limit $4) page
            union all
            select horizon, null, null, null, null, null, null, null, null, null, null, null, null, null,
                   (exists (select from stream_event e where e.position >= horizon and e.at >= $3)
                    or exists (select from delivery d where d.position >= horizon and d.received_at >= $3))::int,
                   floor
            from here
            """;

    private static final String WITHOUT_DELIVERIES = HORIZON + PAGE.formatted(EVENTS);
    private static final String WITH_DELIVERIES =
            HORIZON + PAGE.formatted(EVENTS + " union all " + DELIVERIES);

    // An event may be older than one that is there already, and still on its way: so never past the
    // last that is there.
    private static final String SINCE =
            HORIZON
                    + """
                    select case when here.floor = 0 or $1::timestamptz >= $2::timestamptz then
                             least((select min(position) from stream_event where at >= $1),
                                   (select min(position) from delivery where received_at >= $1),
                                   1 + greatest(here.floor,
                                                (select max(position) from stream_event where position < here.horizon),
                                                (select max(position) from delivery where position < here.horizon))) - 1
                           end
                    from here
                    """;

    private final Pool pool;

    /// A reader.
    public StreamLog(Readers readers) {
        this.pool = readers.logPool();
    }

    /// An event with its place.
    ///
    /// @param position its id in the stream
    /// @param event what it is, and what it is about; `data` is empty for deliveries
    /// @param delivery the line of the delivery log, for deliveries
    public record Entry(long position, StreamEvent event, @Nullable DeliveryRecord delivery) {}

    /// A part of the log.
    ///
    /// @param entries in order
    /// @param reached up to where the log is known now: go on from here
    /// @param horizon the first position that is not settled yet
    /// @param floor events up to here may be gone
    /// @param complete whether all that was asked for and is settled is here
    /// @param heldBack whether committed events wait behind a transaction that is still in progress
    public record Page(
            List<Entry> entries,
            long reached,
            long horizon,
            long floor,
            boolean complete,
            boolean heldBack) {}

    /// Reads on.
    ///
    /// @param after the position reached before
    /// @param upTo where to stop, exclusive; [Long#MAX_VALUE] for the horizon
    /// @param deliveries whether deliveries are wanted
    /// @param limit at most so many entries
    /// @param now the present, from which retention counts
    public Future<Page> read(long after, long upTo, boolean deliveries, int limit, Instant now) {
        return pool.preparedQuery(deliveries ? WITH_DELIVERIES : WITHOUT_DELIVERIES)
                .execute(
                        Tuple.of(
                                after,
                                upTo,
                                now.minus(RETENTION.plusHours(1)).atOffset(ZoneOffset.UTC),
                                limit))
                .map(rows -> page(rows, after, upTo, limit));
    }

    /// The position after which all events since a moment come, those too that are on their way;
    /// null when some may be gone.
    ///
    /// @param now the present, from which retention counts
    public Future<@Nullable Long> positionBefore(Instant since, Instant now) {
        return pool.preparedQuery(SINCE)
                .execute(
                        Tuple.of(
                                since.atOffset(ZoneOffset.UTC),
                                now.minus(RETENTION).atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static Page page(RowSet<Row> rows, long after, long upTo, int limit) {
        var entries = new ArrayList<Entry>(rows.size());
        var horizon = after + 1;
        var floor = 0L;
        var heldBack = false;
        for (var row : rows) {
            if (row.getString(1) == null) {
                horizon = row.getLong(0);
                floor = row.getLong(15);
                heldBack = row.getLong(14) != 0;
            } else {
                entries.add(entry(row));
            }
        }
        var complete = entries.size() < limit;
        var bounded = complete && upTo != Long.MAX_VALUE;
        var reached = bounded ? Math.max(after, Math.min(horizon, upTo) - 1) : last(entries, after);
        return new Page(entries, reached, horizon, floor, complete, heldBack);
    }

    /// Not the horizon, although all below it is here: after a crash ids are given again of
    /// transactions that had come to nothing, and with them positions below a horizon of before.
    private static long last(List<Entry> entries, long after) {
        return entries.isEmpty() ? after : entries.getLast().position();
    }

    private static Entry entry(Row row) {
        var received = row.getOffsetDateTime(8);
        var delivery = received == null ? null : Reading.delivery(row, 8);
        var data = row.getString(7);
        return new Entry(
                row.getLong(0),
                new StreamEvent(
                        received == null ? Instant.EPOCH : received.toInstant(),
                        row.getString(1),
                        row.getString(2),
                        row.getString(3) == null ? "" : row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        data == null ? "" : data),
                delivery);
    }
}
