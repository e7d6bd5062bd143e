package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;

/// Keeps up to date when each repository was last heard of, and how often in each hour. A webhook
/// ends a silence, and with it the gap that was seen in it.
///
/// All processes follow the delivery log together, from where the last of them was, so that each
/// line is looked at once. A line that was still on its way then is passed over: the next delivery
/// makes good for it.
public final class DeliveryTimes {
    private static final String FOLLOW =
            """
            with here as (select position from delivery_reached for update),
            news as (
              select connection, repository, date_trunc('hour', received_at, 'UTC') as hour,
                     count(*) as deliveries, max(received_at) as at
              from delivery
              where position > (select position from here) and repository is not null
              group by connection, repository, hour),
            counted as (
              insert into delivery_hour (connection, repository, hour, deliveries)
              select connection, repository, hour, deliveries from news order by connection, repository, hour
              on conflict (connection, repository, hour) do update
              set deliveries = delivery_hour.deliveries + excluded.deliveries),
            noted as (
              update repository r
              set last_delivery_at = n.at,
                  gap_since = case when gap_reason = 'refused' then gap_since end,
                  gap_missed = case when gap_reason = 'refused' then gap_missed end,
                  gap_reason = case when gap_reason = 'refused' then gap_reason end
              from (select connection, repository, max(at) as at from news group by connection, repository) as n
              where r.connection = n.connection and r.id = n.repository
                and (r.last_delivery_at is null or r.last_delivery_at < n.at))
            update delivery_reached
            set position = greatest(position, (select max(position) from delivery where position > (select position from here)))
            """;

    private final Pool pool;

    /// A follower.
    public DeliveryTimes(Readers readers) {
        this.pool = readers.sumPool();
    }

    /// Goes on.
    public Future<Void> follow() {
        return pool.preparedQuery(FOLLOW).execute().mapEmpty();
    }
}
