-- How many webhooks came about each repository in each hour of UTC, for as long as the delivery log is kept: what is usual at
-- a time of the week.
create table delivery_hour (
    connection text collate "C" not null,
    repository text collate "C" not null,
    hour timestamptz not null,
    deliveries bigint not null,
    primary key (connection, repository, hour)
);

-- One row: up to where the delivery log has been counted. Whoever counts on holds it.
create table delivery_reached (
    only_row boolean primary key default true check (only_row),
    position bigint not null default 0
);
insert into delivery_reached default values;

-- silent_since: when the last webhook about the repository had come as the run began.
-- missed: facts from after that which the run found: webhooks should have told of them.
alter table sync add column silent_since timestamptz, add column missed bigint not null default 0;

-- A gap that is suspected, or confirmed when gap_missed says how many facts came by no webhook since.
alter table repository add column gap_since timestamptz,
    add column gap_reason text check (gap_reason in ('silence', 'refused')),
    add column gap_missed bigint check (gap_missed > 0),
    add check ((gap_since is null) = (gap_reason is null));

-- Issues that are done, for those who look whether they are still there.
create index issue_done on issue (connection, repository, id) where deleted_at is null and category = 'done';
