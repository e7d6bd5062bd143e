alter table connection_grant add column lost_at timestamptz;

-- Browsers that were sent to a provider and are not back yet. What a provider would take for proof is sealed, and of what comes
-- back with the browser only hashes are here.
create table consent_attempt (
    state bytea primary key,
    connection text collate "C" not null,
    sealed text not null,
    actor_kind text not null,
    actor_id text,
    actor_name text not null,
    -- Of the session that it was begun in, with which it ends, and of the browser that has it; none for a token.
    session bytea,
    browser bytea,
    expires_at timestamptz not null
);
create index consent_attempt_end on consent_attempt (expires_at);

-- Why the last attempt came to nothing, of connections where none has succeeded since.
create table consent_refusal (
    connection text collate "C" primary key,
    at timestamptz not null,
    code text not null,
    what text not null,
    advice text not null
);

create index sync_ended on sync (connection, ended_at) where ended_at is not null;
