-- Runs and their lines lie where the rest of their connection lies, wherever that is.
alter table sync_log drop constraint sync_log_sync_fkey, drop constraint sync_log_pkey;
alter table sync drop constraint sync_pkey, add primary key (connection, id);
create index sync_by_id on sync (id);

alter table sync_log add column connection text collate "C";
update sync_log l set connection = s.connection from sync s where s.id = l.sync;
alter table sync_log
    alter column connection set not null,
    add primary key (connection, sync, ordinal),
    add foreign key (connection, sync) references sync (connection, id) on delete cascade;
