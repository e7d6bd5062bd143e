-- Webhooks that somebody had installed at a provider, as they were seen there last.
create table installed_hook (
    connection text collate "C" not null,
    scope text collate "C" not null check (scope in ('repository', 'organization', 'site')),
    target text collate "C" not null,
    hook text not null,
    state text not null check (state in ('active', 'disabled', 'missing')),
    why text,
    expires_at timestamptz,
    installed_at timestamptz not null,
    looked_at timestamptz not null,
    -- When somebody is to look again. Whoever does puts it off first, so that of several processes one does.
    look_at timestamptz not null,
    -- When the provider was given the secret that it has.
    secret_at timestamptz not null,
    primary key (connection, scope, target)
);
create index installed_hook_due on installed_hook (look_at);

-- Webhook secrets that are being replaced: until drop_at the old ones count beside the new ones. Null while a provider has
-- yet to be given the new one.
create table secret_rotation (
    connection text collate "C" primary key,
    began_at timestamptz not null,
    drop_at timestamptz
);
