-- A clock of a pull request had a row of its own: some twenty rows with four index entries each, of which hardly anything was
-- not key, and as many moves. Now a pull request has one row, and what moved has two: what was, and what is instead.
alter table measure rename to measure_before;

-- What is measured of a pull request: element by element one clock, in the order of Measures. The row is what was counted:
-- whoever puts another one in its place takes the old one out of the sums and puts the new one in. Seconds are null while a
-- clock runs and where it ended without having stopped; ready_at is null where the pull request never was ready, and where it
-- makes no difference. begun_at is when the first of its clocks began, over_at when the last one ended: infinity while one runs.
create table measure (
    connection text collate "C" not null,
    repository text collate "C" not null,
    number bigint not null,
    author text collate "C",
    bot boolean not null,
    begun_at timestamptz,
    over_at timestamptz not null,
    metric text[] collate "C" not null,
    occurrence text[] collate "C" not null,
    opened_at timestamptz[] not null,
    ready_at timestamptz[] not null,
    ended_at timestamptz[] not null,
    stopped boolean[] not null,
    opened_seconds bigint[] not null,
    ready_seconds bigint[] not null,
    opened_working bigint[] not null,
    ready_working bigint[] not null,
    in_ready_seconds bigint[] not null,
    in_ready_working bigint[] not null
-- A row is up to 4 kB for some forty clocks: smaller ones are neither compressed nor moved out, and there is room in the page
-- for the next version.
) with (fillfactor = 75, toast_tuple_target = 4080);

insert into measure
select connection, repository, number, min(author), bool_or(bot), min(opened_at), max(coalesce(ended_at, 'infinity')),
       array_agg(metric order by metric, occurrence), array_agg(occurrence order by metric, occurrence),
       array_agg(opened_at order by metric, occurrence), array_agg(ready_at order by metric, occurrence),
       array_agg(ended_at order by metric, occurrence), array_agg(stopped order by metric, occurrence),
       array_agg(opened_seconds order by metric, occurrence), array_agg(ready_seconds order by metric, occurrence),
       array_agg(opened_working order by metric, occurrence), array_agg(ready_working order by metric, occurrence),
       array_agg(in_ready_seconds order by metric, occurrence), array_agg(in_ready_working order by metric, occurrence)
from measure_before
group by connection, repository, number;

alter table measure add constraint measure_packed_pkey primary key (connection, repository, number);
-- Neither begins with columns of the key: whoever asks for a row by its key would be given one of these, which are smaller, as
-- long as nobody has analysed the table, and read all that is in a connection.
create index measure_by_author on measure (author, connection, over_at);
create index measure_by_over_at on measure (over_at, connection, repository);

-- What has moved since the sums were last added up: sign 1 came in, -1 went out. Written along with the measures, without a lock
-- that writers would queue for; emptied into measure_cell in the background.
drop table measure_move;
create table measure_move (
    sign smallint not null,
    connection text collate "C" not null,
    repository text collate "C" not null,
    author text collate "C",
    bot boolean not null,
    metric text[] collate "C" not null,
    opened_at timestamptz[] not null,
    ready_at timestamptz[] not null,
    ended_at timestamptz[] not null,
    opened_seconds bigint[] not null,
    ready_seconds bigint[] not null,
    opened_working bigint[] not null,
    ready_working bigint[] not null
) with (toast_tuple_target = 4080);
alter table measure_move set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- All is added up again, from the rows.
delete from measure_cell;
insert into measure_move
select 1, connection, repository, author, bot, metric, opened_at, ready_at, ended_at,
       opened_seconds, ready_seconds, opened_working, ready_working
from measure;

-- A row for each clock, as it was.
create view measure_each as
    select m.connection, m.repository, m.number, m.author, m.bot, m.begun_at, m.over_at, e.metric,
           m.occurrence[e.place] as occurrence, m.opened_at[e.place] as opened_at, m.ready_at[e.place] as ready_at,
           m.ended_at[e.place] as ended_at, m.stopped[e.place] as stopped, m.opened_seconds[e.place] as opened_seconds,
           m.ready_seconds[e.place] as ready_seconds, m.opened_working[e.place] as opened_working,
           m.ready_working[e.place] as ready_working, m.in_ready_seconds[e.place] as in_ready_seconds,
           m.in_ready_working[e.place] as in_ready_working
    from measure m
    cross join lateral unnest(m.metric) with ordinality as e (metric, place);

-- The view stays, so that who may read it still may.
create or replace view ta_measures as
    select m.metric,
           m.ended_at as stopped_at,
           coalesce(m.ready_seconds, m.opened_seconds) as seconds,
           coalesce(m.ready_working, m.opened_working) as working_seconds,
           m.opened_seconds as seconds_from_opened,
           m.opened_working as working_seconds_from_opened,
           m.connection,
           coalesce(r.name, m.repository) as repository,
           m.repository as repository_id,
           m.number,
           i.login as author,
           o.name as person,
           array(select t.name from team_person g join team t on t.id = g.team
                 where g.person = i.person and not t.gone order by t.name) as teams,
           m.bot,
           m.occurrence,
           m.over_at as all_stopped_at
    from measure_each m
    left join repository r on r.connection = m.connection and r.id = m.repository
    left join identity i on i.connection = m.connection and i.id = m.author
    left join person o on o.id = i.person
    where m.stopped;
comment on view ta_measures is 'One row for each clock of a pull request that has stopped; name a metric, a range of stopped_at and the least all_stopped_at, which goes by index';
comment on column ta_measures.all_stopped_at is 'When the last clock of the pull request ended, infinity while one runs; never before stopped_at, so what stopped since a moment has this since then too';

drop table measure_before;
