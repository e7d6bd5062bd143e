-- Connections that were made here; those of the configuration stand there. What they are is sealed as a whole: whoever has
-- the database alone learns no secret of them, and can put none in its place.
create table connection (
    id text collate "C" primary key,
    provider text not null,
    sealed text not null,
    secrets_set_at json not null,
    version bigint not null,
    made_at timestamptz not null,
    changed_at timestamptz not null
);

-- What providers granted by OAuth to any connection.
create table connection_grant (
    connection text collate "C" primary key,
    sealed text,
    granted_at timestamptz not null,
    expires_at timestamptz,
    lost_why text
);
