-- Which pull requests and issues belong together. What is tied to what follows from what either side says of itself (shown_tie,
-- shown_issue_tie, hand_tie); what is kept here is worked out from that after the commit, one process at a time. Whoever changes
-- what it follows from leaves a mark in the same transaction, by the triggers below, so that whoever writes, none is forgotten.

-- Marks are only ever added and taken away, never written twice, so that no writer waits for another one.
create table work_mark (
    ordinal bigint generated always as identity primary key,
    what text not null,
    connection text collate "C" not null,
    repository text collate "C" not null,
    name text collate "C" not null
);

-- What is tied to anything. A key is an issue of a known project that nobody has heard of yet; its connection is empty.
create table work_item (
    id bigint generated always as identity primary key,
    kind text collate "C" not null check (kind in ('pull_request', 'issue', 'key')),
    connection text collate "C" not null,
    repository text collate "C" not null,
    name text collate "C" not null,
    work bigint not null,
    account text collate "C",
    contributor text collate "C",
    open boolean not null default false,
    first_at timestamptz,
    unique (kind, connection, repository, name)
);
create index work_item_work on work_item (work);
create index work_item_account on work_item (connection, account) where account is not null;

create table work_tie (
    source bigint not null,
    target bigint not null,
    evidence text not null,
    weak boolean not null,
    primary key (source, target, evidence)
);
create index work_tie_target on work_tie (target);

-- A connected set of items, told together. loose: a tie in it is gone, and nobody has looked yet whether it falls apart.
create sequence work_id;
create table work (
    id bigint primary key,
    items bigint not null,
    contributors text[] not null,
    open boolean not null,
    first_at timestamptz not null,
    loose boolean not null default false
);
create index work_order on work (first_at desc, id desc);
create index work_contributors on work using gin (contributors);
create index work_loose on work (id) where loose;

-- What issues point at: by a word as in tie, or by the identity of another issue of the same connection.
create table issue_tie (
    connection text collate "C" not null,
    issue text collate "C" not null,
    scope text collate "C" not null,
    target text collate "C" not null,
    evidence text not null,
    project text collate "C",
    identity boolean not null,
    primary key (connection, issue, identity, scope, target, evidence)
);
create index issue_tie_target on issue_tie (target);
create index issue_tie_project on issue_tie (project) where project is not null;

-- What administrators said of two items: tied, or not tied whatever else says so. The first is the pull request if one of them
-- is; of two pull requests or two issues the smaller one.
create table hand_tie (
    kind text collate "C" not null,
    connection text collate "C" not null,
    repository text collate "C" not null,
    name text collate "C" not null,
    number bigint,
    other_kind text collate "C" not null,
    other_connection text collate "C" not null,
    other_repository text collate "C" not null,
    other_name text collate "C" not null,
    tied boolean not null,
    primary key (kind, connection, repository, name, other_kind, other_connection, other_repository, other_name)
);
create index hand_tie_other on hand_tie (other_kind, other_connection, other_repository, other_name);

create or replace view shown_tie as
    select t.connection, t.repository, t.number, t.target, t.evidence, i.connection as issue_connection, i.id as issue, i.name
    from tie t
    join issue_name n on n.name = t.target and (t.scope = '' or n.connection = t.scope)
    join issue i on i.connection = n.connection and i.id = n.issue
    where i.name is not null
      and not exists (
        select from hand_tie h
        where h.kind = 'pull_request' and h.connection = t.connection and h.repository = t.repository and h.name = t.number::text
          and not h.tied
          and (h.other_kind = 'issue' and h.other_connection = i.connection and h.other_name = i.id
               or h.other_kind = 'key' and h.other_name = t.target))
    union all
    select t.connection, t.repository, t.number, t.target, t.evidence, null, null, t.target
    from tie t
    where t.project is not null
      and exists (select from project p where p.key = t.project)
      and not exists (select from issue_name n where n.name = t.target)
      and not exists (
        select from hand_tie h
        where h.kind = 'pull_request' and h.connection = t.connection and h.repository = t.repository and h.name = t.number::text
          and not h.tied and h.other_kind = 'key' and h.other_name = t.target)
    union all
    select p.connection, p.repository, p.number, i.name, 'remote_link', i.connection, i.id, i.name
    from pull_request p
    join issue_link l on l.target = p.url
    join issue i on i.connection = l.connection and i.id = l.issue
    where i.name is not null
      and not exists (
        select from hand_tie h
        where h.kind = 'pull_request' and h.connection = p.connection and h.repository = p.repository and h.name = p.number::text
          and not h.tied and h.other_kind = 'issue' and h.other_connection = i.connection and h.other_name = i.id)
    union all
    select p.connection, p.repository, p.number, case when i.name like '%#%' then lower(i.name) else upper(i.name) end,
           'by_hand', i.connection, i.id, i.name
    from hand_tie h
    join pull_request p on p.connection = h.connection and p.repository = h.repository and p.number = h.number
    join issue i on i.connection = h.other_connection and i.id = h.other_name
    where h.tied and h.kind = 'pull_request' and h.other_kind = 'issue' and i.name is not null;

-- The same for issues, but for what was said by hand, which goes both ways here.
create view shown_issue_tie as
    select t.connection, t.issue, t.target, t.evidence, i.connection as other_connection, i.id as other, i.name
    from issue_tie t
    join issue_name n on n.name = t.target and (t.scope = '' or n.connection = t.scope)
    join issue i on i.connection = n.connection and i.id = n.issue
    where not t.identity and i.name is not null and (i.connection <> t.connection or i.id <> t.issue)
    union all
    select t.connection, t.issue, t.target, t.evidence, i.connection, i.id, i.name
    from issue_tie t
    join issue i on i.connection = t.connection and i.id = t.target
    where t.identity and i.name is not null and i.id <> t.issue
    union all
    select t.connection, t.issue, t.target, t.evidence, null, null, t.target
    from issue_tie t
    where t.project is not null
      and exists (select from project p where p.key = t.project)
      and not exists (select from issue_name n where n.name = t.target);

-- What is true now of items, to be taken over into work_item. Whose an item is: the package model.work says why. An issue that
-- nobody has heard of keeps nothing open.
create view work_item_now as
    with told as (
        select i.id, i.connection, p.author as account, p.merged_at is null and p.closed_at is null as open,
               p.opened_at as first_at
        from work_item i
        join pull_request p on p.connection = i.connection and p.repository = i.repository
          and p.number = case when i.kind = 'pull_request' then i.name::bigint end
        where i.kind = 'pull_request'
        union all
        select i.id, i.connection, j.assignee, j.deleted_at is null and j.category is distinct from 'done', j.began_at
        from work_item i join issue j on j.connection = i.connection and j.id = i.name
        where i.kind = 'issue'
        union all
        select i.id, i.connection, null, false, null from work_item i where i.kind = 'key')
    select t.id, t.account,
           case when t.account is null or coalesce(a.called_bot, a.bot, false) then null
                when a.person is not null then 'person:' || a.person
                else 'account:' || t.connection || ':' || t.account end as contributor,
           t.open, t.first_at
    from told t
    left join identity a on a.connection = t.connection and a.id = t.account;

-- The marks. Row by row only where a condition keeps most rows out: pull requests are written all day long.
create function mark_pull_request() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        insert into work_mark (what, connection, repository, name)
        values ('pull_request', old.connection, old.repository, old.number::text);
    else
        insert into work_mark (what, connection, repository, name)
        values ('pull_request', new.connection, new.repository, new.number::text);
    end if;
    return null;
end
$$;
create trigger work_of_new_pull_request after insert or delete on pull_request
    for each row execute function mark_pull_request();
create trigger work_of_pull_request after update on pull_request
    for each row when (old.merged_at is distinct from new.merged_at or old.closed_at is distinct from new.closed_at
                       or old.author is distinct from new.author or old.url is distinct from new.url)
    execute function mark_pull_request();

create function mark_issue() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        insert into work_mark (what, connection, repository, name)
        values ('issue', old.connection, '', old.id), ('names', old.connection, '', old.id);
    elsif tg_op = 'INSERT' or new.name is distinct from old.name then
        insert into work_mark (what, connection, repository, name)
        values ('issue', new.connection, '', new.id), ('names', new.connection, '', new.id);
    else
        insert into work_mark (what, connection, repository, name) values ('issue', new.connection, '', new.id);
    end if;
    return null;
end
$$;
create trigger work_of_issue after insert or update or delete on issue
    for each row execute function mark_issue();

create function mark_ties() returns trigger language plpgsql as $$
begin
    insert into work_mark (what, connection, repository, name)
    select distinct 'pull_request', connection, repository, number::text from moved;
    return null;
end
$$;
create trigger work_of_new_tie after insert on tie
    referencing new table as moved for each statement execute function mark_ties();
create trigger work_of_old_tie after delete on tie
    referencing old table as moved for each statement execute function mark_ties();

create function mark_words() returns trigger language plpgsql as $$
begin
    insert into work_mark (what, connection, repository, name) select distinct 'word', '', '', name from moved;
    return null;
end
$$;
create trigger work_of_new_name after insert on issue_name
    referencing new table as moved for each statement execute function mark_words();
create trigger work_of_old_name after delete on issue_name
    referencing old table as moved for each statement execute function mark_words();

create function mark_addresses() returns trigger language plpgsql as $$
begin
    insert into work_mark (what, connection, repository, name) select distinct 'address', '', '', target from moved;
    return null;
end
$$;
create trigger work_of_new_link after insert on issue_link
    referencing new table as moved for each statement execute function mark_addresses();
create trigger work_of_old_link after delete on issue_link
    referencing old table as moved for each statement execute function mark_addresses();

create function mark_projects() returns trigger language plpgsql as $$
begin
    insert into work_mark (what, connection, repository, name) select distinct 'project', '', '', key from moved;
    return null;
end
$$;
create trigger work_of_new_project after insert on project
    referencing new table as moved for each statement execute function mark_projects();
create trigger work_of_old_project after delete on project
    referencing old table as moved for each statement execute function mark_projects();

create function mark_hand_ties() returns trigger language plpgsql as $$
begin
    insert into work_mark (what, connection, repository, name)
    select kind, connection, repository, name from moved where kind <> 'key'
    union
    select other_kind, other_connection, other_repository, other_name from moved where other_kind <> 'key';
    return null;
end
$$;
create trigger work_of_new_hand_tie after insert on hand_tie
    referencing new table as moved for each statement execute function mark_hand_ties();
create trigger work_of_old_hand_tie after delete on hand_tie
    referencing old table as moved for each statement execute function mark_hand_ties();

create function mark_account() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        insert into work_mark (what, connection, repository, name) values ('account', old.connection, '', old.id);
    else
        insert into work_mark (what, connection, repository, name) values ('account', new.connection, '', new.id);
    end if;
    return null;
end
$$;
-- An account that nobody has heard of counts as somebody's, so that a new one is no news unless it is a bot's.
create trigger work_of_new_account after insert on identity
    for each row when (new.bot or new.called_bot or new.person is not null) execute function mark_account();
create trigger work_of_account after update on identity
    for each row when (old.person is distinct from new.person or old.bot is distinct from new.bot
                       or old.called_bot is distinct from new.called_bot)
    execute function mark_account();
create trigger work_of_old_account after delete on identity
    for each row execute function mark_account();

-- What was stored before.
insert into work_mark (what, connection, repository, name) select 'issue', connection, '', id from issue;
insert into work_mark (what, connection, repository, name)
select 'pull_request', connection, repository, number::text from pull_request p
where exists (select from tie t where t.connection = p.connection and t.repository = p.repository and t.number = p.number)
   or exists (select from issue_link l where l.target = p.url);
