-- Every table is keyed by connection first, so that a database that outgrows one machine can be distributed by it.

-- One row: what all processes on this database agree on about the stream's positions.
--   A position is base + (transaction id << 16) + ordinal within the transaction. The base makes positions go on growing
--   when the data moves to a cluster whose transaction ids are younger.
--   Events up to floor may have been dropped by retention.
create table stream_state (
    only_row boolean primary key default true check (only_row),
    base bigint not null default 0,
    floor bigint not null default 0
);
insert into stream_state default values;

create table repository (
    connection text collate "C" not null,
    id text collate "C" not null,
    name text not null,
    name_at timestamptz not null,
    primary key (connection, id)
);

-- What is known of a pull request. `state` is all that the fold needs to go on; the other columns repeat what lists are
-- filtered and sorted by.
create table pull_request (
    connection text collate "C" not null,
    repository text collate "C" not null,
    number bigint not null,
    version bigint not null,
    state json not null,
    phase text not null,
    title text,
    author text,
    opened_at timestamptz not null,
    updated_at timestamptz,
    merged_at timestamptz,
    closed_at timestamptz,
    primary key (connection, repository, number)
) with (fillfactor = 70, toast_tuple_target = 8160);
create index pull_request_open on pull_request (connection, repository, number) where merged_at is null and closed_at is null;

-- Everything that ever happened to a pull request, one row per identity.
create table fact (
    connection text collate "C" not null,
    repository text collate "C" not null,
    number bigint not null,
    id text collate "C" not null,
    kind text not null,
    at timestamptz not null,
    estimated boolean not null,
    deleted boolean not null,
    actor text,
    actor_login text,
    actor_bot boolean,
    detail json,
    source text not null,
    delivery text,
    primary key (connection, repository, number, id)
);

-- Which deliveries have been taken in: one event is one delivery, however often and through how many hooks it comes.
create table receipt (
    connection text collate "C" not null,
    delivery text collate "C" not null,
    received_at timestamptz not null,
    primary key (connection, delivery)
);

-- The delivery log: one row per request that reached the door. It is a part of the stream, hence the position.
create table delivery (
    position bigint not null,
    received_at timestamptz not null,
    connection text not null,
    delivery text,
    event text,
    action text,
    verdict text not null,
    reason text,
    latency_micros bigint not null,
    repository text,
    number bigint
) partition by range (received_at);
create table delivery_default partition of delivery default;
create index on delivery (position);

-- The rest of the stream, kept for as long as somebody may resume.
create table stream_event (
    position bigint not null,
    at timestamptz not null,
    event text not null,
    connection text not null,
    repository text not null,
    repository_name text,
    author text,
    author_login text,
    data text not null
) partition by range (at);
create table stream_event_default partition of stream_event default;
create index on stream_event (position);

-- Times in which deliveries could not be stored, for reconciliation to read again.
create table refusal (
    connection text collate "C" not null,
    began_at timestamptz not null,
    ended_at timestamptz not null,
    deliveries bigint not null,
    primary key (connection, began_at)
);

create table api_token (
    hash bytea primary key,
    scope text not null check (scope in ('read', 'admin')),
    name text not null,
    created_at timestamptz not null
);

create table web_session (
    hash bytea primary key,
    scope text not null check (scope in ('read', 'admin')),
    expires_at timestamptz not null
);
