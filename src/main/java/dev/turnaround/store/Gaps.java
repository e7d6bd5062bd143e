package dev.turnaround.store;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Finds the times in which webhooks may not have come in, and keeps what became of the suspicion.
///
/// Silence is held against the same hours of the weeks before, so that nights, weekends and quiet
/// repositories are no reason for suspicion. A holiday is one, once: the run that looks finds
/// nothing.
///
/// Call on a virtual thread. Every call throws [Away] when the database is.
public final class Gaps {
    /// A silence shorter than this is none.
    public static final Duration SILENCE_MIN = Duration.ofHours(6);

    /// In each of these weeks before, ...
    public static final int WEEKS = 3;

    /// ... the same hours brought at least so many. Were they spread by chance, a week without any
    /// would then come once in 150 times; and the first five of a repository do not make a habit.
    public static final int USUAL_MIN = 5;

    // Whole hours that lie within the silence. In hours, because a day of a zone may have 23.
    private static final String SILENT =
            """
            select r.id, r.last_delivery_at, u.least
            from repository r
            cross join lateral (
              select min(w.deliveries) as least
              from (
                select (select coalesce(sum(h.deliveries), 0)::bigint from delivery_hour h
                        where h.connection = r.connection and h.repository = r.id
                          and h.hour >= date_trunc('hour', r.last_delivery_at, 'UTC') + interval '1 hour' - week * interval '168 hours'
                          and h.hour < date_trunc('hour', $2::timestamptz, 'UTC') - week * interval '168 hours') as deliveries
                from generate_series(1, $4::int) as week) as w) as u
            where r.connection = $1 and r.last_delivery_at <= $3 and r.gap_since is null and u.least >= $5
              and not exists (select from sync s
                              where s.connection = r.connection and s.repository = r.id
                                and s.reason in ('gap', 'startup') and s.requested_at >= r.last_delivery_at)
            """;

    private static final String SUSPECT =
            """
            update repository set gap_since = $3, gap_reason = $4
            where connection = $1 and id = $2 and gap_since is null
            """;

    // What all runs since the last webhook found counts, and not what this one did alone: so it may
    // be said again by a run that is taken up between here and its end.
    private static final String SETTLE =
            """
            with seen as (
              select r.connection, r.id, s.silent_since, s.missed as own,
                     case when r.last_delivery_at = s.silent_since then
                       (select nullif(sum(o.missed), 0)::bigint from sync o
                        where o.connection = s.connection and o.repository = s.repository and o.silent_since = s.silent_since)
                     end as missed
              from sync s join repository r on r.connection = s.connection and r.id = s.repository
              where s.id = $1)
            update repository r
            set gap_since = case when x.missed > 0 then x.silent_since end,
                gap_reason = case when x.missed > 0 then 'silence' end,
                gap_missed = x.missed
            from seen x
            where r.connection = x.connection and r.id = x.id
              and (x.missed > 0 or $2 and (r.gap_reason = 'refused' or r.gap_missed is null))
            returning r.gap_since, r.gap_reason, r.gap_missed, x.own
            """;

    private final Pool pool;
    private final DeliveryTimes deliveries;

    /// Reads and writes gaps.
    public Gaps(Readers readers) {
        this.pool = readers.pool();
        this.deliveries = new DeliveryTimes(readers);
    }

    /// A repository from which nothing comes although something usually does.
    ///
    /// @param since when the last webhook came
    /// @param usual how many the same hours of the weeks before brought, at least
    public record Silence(String repository, Instant since, long usual) {}

    /// The repositories of a connection that are silent, and that no run has looked at for it.
    public List<Silence> silent(String connection, Instant now) {
        lookAtDeliveries();
        var arguments =
                Tuple.of(
                        connection,
                        SyncRows.time(now),
                        SyncRows.time(now.minus(SILENCE_MIN)),
                        WEEKS,
                        USUAL_MIN);
        return Blocking.send(pool, SILENT, arguments).stream()
                .map(row ->
                        new Silence(
                                row.getString(0),
                                row.getOffsetDateTime(1).toInstant(),
                                row.getLong(2)))
                .toList();
    }

    /// Keeps a suspicion, unless there is one already.
    public void suspect(String connection, String repository, Gap.Reason reason, Instant since) {
        Blocking.send(
                pool,
                SUSPECT,
                Tuple.of(connection, repository, SyncRows.time(since), reason.word()));
    }

    /// Holds a suspicion against what a run found.
    ///
    /// @param readAll whether the run read everything: then what it did not find is not missing
    /// @return the gap, when this run found some of what is missing from it
    public Optional<Gap> settle(UUID run, boolean readAll) {
        lookAtDeliveries();
        return Blocking.send(pool, SETTLE, Tuple.of(run, readAll)).stream()
                .filter(row -> row.getLong("own") > 0)
                .flatMap(row -> Optional.ofNullable(Gap.of(row)).stream())
                .findFirst();
    }

    /// Takes note of the webhooks that have come in: whoever is silent must be known to the moment
    /// where a run begins and ends.
    public void lookAtDeliveries() {
        try {
            Patience.await(deliveries.follow());
        } catch (Away away) {
            throw away;
        } catch (RuntimeException refused) {
            throw new Away(refused);
        }
    }
}
