-- Runs of reconciliation, one row each: what is asked for, what is going on, what was.
--   Every item that was read is either ingested, skipped or failed.
create table sync (
    id uuid primary key default gen_random_uuid(),
    connection text collate "C" not null,
    repository text collate "C" not null,
    repository_name text not null,
    reason text not null check (reason in ('connected', 'daily', 'startup', 'gap', 'demand', 'retry')),
    state text not null check (state in ('queued', 'running', 'waiting', 'succeeded', 'partial', 'failed', 'cancelled')),
    since timestamptz,
    requested_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz,
    phase text check (phase in ('undelivered', 'pull_requests', 'issues', 'open')),
    done bigint not null default 0,
    total bigint,
    ingested bigint not null default 0,
    skipped bigint not null default 0,
    failed bigint not null default 0,
    facts bigint not null default 0,
    backfilled bigint not null default 0,
    waiting_until timestamptz,
    error_code text,
    error text,
    advice text,
    cancel_asked boolean not null default false
);
create index sync_history on sync (connection, repository, requested_at);
create index sync_unfinished on sync (connection) where state in ('queued', 'running', 'waiting');
-- Who asks while a run of the same kind waits to begin shares it.
create unique index sync_queued on sync (connection, repository, (reason = 'retry')) where state = 'queued';

create table sync_log (
    sync uuid not null references sync on delete cascade,
    ordinal bigint not null,
    at timestamptz not null,
    level text not null check (level in ('info', 'warning', 'error')),
    text text not null,
    primary key (sync, ordinal)
);

-- How far each list has been read. All that changed before the watermark is stored. A cursor belongs to a list that was begun
-- and not read to its end: of what changed since cursor_since, asked for at begun_at. When something of that list failed, its
-- end does not move the watermark.
create table sync_target (
    connection text collate "C" not null,
    repository text collate "C" not null,
    subject text not null,
    watermark timestamptz,
    cursor text,
    cursor_since timestamptz,
    begun_at timestamptz,
    flawed boolean not null default false,
    primary key (connection, repository, subject)
);

-- What could not be read, to be asked for again by itself.
create table sync_flaw (
    connection text collate "C" not null,
    repository text collate "C" not null,
    subject text not null,
    item text collate "C" not null,
    reason text not null,
    at timestamptz not null,
    primary key (connection, repository, subject, item)
);

alter table repository add column auto_sync boolean not null default true;
alter table repository add column last_sync_at timestamptz;

create index issue_open on issue (connection, repository) where deleted_at is null and category is distinct from 'done';
