alter table api_token
    add column id uuid not null default gen_random_uuid(),
    add column expires_at timestamptz,
    add column revoked_at timestamptz,
    add column last_used_at timestamptz;

create unique index api_token_id on api_token (id);
create index api_token_age on api_token (created_at, id);

-- Sessions of before do not say whose they are: who has one signs in again.
drop table web_session;

create table web_session (
    hash bytea primary key,
    scope text not null check (scope in ('read', 'admin')),
    actor_kind text not null,
    actor_id text,
    actor_name text not null,
    -- Of the token that it was traded for, with which it ends. Not a foreign key: the token may stand in the settings.
    token_hash bytea,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null
);

create index web_session_end on web_session (expires_at);
create index web_session_actor on web_session (actor_id);

create table audit (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    actor_kind text not null,
    actor_id text,
    actor_name text not null,
    act text not null,
    object text,
    detail text,
    address text
);

create index audit_at on audit (at);
create index audit_act on audit (act, id desc);
