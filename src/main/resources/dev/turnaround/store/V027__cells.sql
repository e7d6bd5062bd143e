-- A sum of each variant had a row of its own: four rows, each of them mostly key, wherever a clock is counted. Now they share
-- one, and the view shows them as before.
drop table measure_sum;

-- The sums, by all | repository | author, by day | month | ever. Of a variant of which nothing is counted all is null. How many
-- durations each bucket holds is in …_stopped (store/BucketBytes says how); …_count and …_seconds are its totals. How many
-- clocks began and ended is the same in whichever hours. A cell that comes to nothing has no row.
create table measure_cell (
    kind text collate "C" not null,
    connection text collate "C" not null,
    scope text collate "C" not null,
    metric text collate "C" not null,
    bot boolean not null,
    grain text collate "C" not null,
    day date not null,
    ready_begun bigint,
    ready_ended bigint,
    ready_count bigint,
    ready_seconds bigint,
    ready_stopped bytea,
    opened_begun bigint,
    opened_ended bigint,
    opened_count bigint,
    opened_seconds bigint,
    opened_stopped bytea,
    ready_working_count bigint,
    ready_working_seconds bigint,
    ready_working_stopped bytea,
    opened_working_count bigint,
    opened_working_seconds bigint,
    opened_working_stopped bytea,
    primary key (kind, metric, grain, day, connection, scope, bot)
) with (fillfactor = 70);

create view measure_sum as
    select c.kind, c.connection, c.scope, c.metric, v.variant, c.bot, c.grain, c.day,
           v.begun, v.ended, v.count, v.seconds, v.stopped
    from measure_cell c
    cross join lateral (values
        ('ready', c.ready_begun, c.ready_ended, c.ready_count, c.ready_seconds, c.ready_stopped),
        ('opened', c.opened_begun, c.opened_ended, c.opened_count, c.opened_seconds, c.opened_stopped),
        ('ready_working', 0, 0, c.ready_working_count, c.ready_working_seconds, c.ready_working_stopped),
        ('opened_working', 0, 0, c.opened_working_count, c.opened_working_seconds, c.opened_working_stopped))
        as v (variant, begun, ended, count, seconds, stopped)
    where v.stopped is not null;

-- All is added up again, from the rows.
delete from measure_move;
insert into measure_move
    (sign, connection, repository, author, bot, metric, opened_day, ready_day, ended_day,
     opened_seconds, ready_seconds, opened_working, ready_working)
select 1, connection, repository, author, bot, metric, (opened_at at time zone 'UTC')::date,
       (ready_at at time zone 'UTC')::date, (ended_at at time zone 'UTC')::date,
       opened_seconds, ready_seconds, opened_working, ready_working
from measure;
