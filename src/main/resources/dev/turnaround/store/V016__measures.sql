-- What is measured of pull requests, and the sums of it.

-- One row per clock of a pull request. A row is what was counted: whoever writes another one in its place takes the old one
-- out of the sums and puts the new one in. Seconds are null while a clock runs and where it ended without having stopped;
-- ready_at is null where the pull request never was ready, and where it makes no difference.
create table measure (
    connection text collate "C" not null,
    repository text collate "C" not null,
    number bigint not null,
    metric text collate "C" not null,
    occurrence text collate "C" not null,
    author text collate "C",
    bot boolean not null,
    opened_at timestamptz not null,
    ready_at timestamptz,
    ended_at timestamptz,
    stopped boolean not null,
    opened_seconds bigint,
    ready_seconds bigint,
    opened_working bigint,
    ready_working bigint,
    primary key (connection, repository, number, metric, occurrence)
);
create index measure_repository on measure (metric, connection, repository, coalesce(ended_at, 'infinity'));
create index measure_author on measure (metric, connection, author, coalesce(ended_at, 'infinity'));

-- What has moved since the sums were last added up: sign 1 came in, -1 went out. Written along with the measures, without a
-- lock that writers would queue for; emptied into measure_sum in the background. Days are in UTC.
create table measure_move (
    sign smallint not null,
    connection text collate "C" not null,
    repository text collate "C" not null,
    author text collate "C",
    bot boolean not null,
    metric text collate "C" not null,
    opened_day date not null,
    ready_day date,
    ended_day date,
    opened_seconds bigint,
    ready_seconds bigint,
    opened_working bigint,
    ready_working bigint
);
alter table measure_move set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- The sums, by all | repository | author, by day | month | ever. How many durations each bucket holds is in `stopped`
-- (store/BucketBytes says how); count and seconds are its totals. A sum that comes to nothing has no row.
create table measure_sum (
    kind text collate "C" not null,
    connection text collate "C" not null,
    scope text collate "C" not null,
    metric text collate "C" not null,
    variant text collate "C" not null,
    bot boolean not null,
    grain text collate "C" not null,
    day date not null,
    begun bigint not null,
    ended bigint not null,
    count bigint not null,
    seconds bigint not null,
    stopped bytea not null,
    primary key (kind, metric, variant, grain, day, connection, scope, bot)
) with (fillfactor = 70);

-- How far what is stored has been measured by the rules of that number. Rules of a higher number let all be measured anew.
create table measure_job (
    only_row boolean primary key default true check (only_row),
    rules integer not null,
    connection text collate "C" not null default '',
    repository text collate "C" not null default '',
    number bigint not null default 0,
    done boolean not null
);
insert into measure_job (rules, done) values (0, false);
