-- Issues are kept as pull requests are: state for the fold, facts by identity. Their key is the provider's identity, because
-- the name that people use changes when an issue moves.

create table issue (
    connection text collate "C" not null,
    id text collate "C" not null,
    version bigint not null,
    state json not null,
    name text collate "C",
    repository text collate "C",
    status text,
    category text,
    assignee text,
    assignee_login text,
    began_at timestamptz not null,
    updated_at timestamptz,
    deleted_at timestamptz,
    primary key (connection, id)
) with (fillfactor = 70, toast_tuple_target = 8160);

create table issue_fact (
    connection text collate "C" not null,
    issue text collate "C" not null,
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
    primary key (connection, issue, id)
);

-- Everything that an issue answers to: its names, former ones too, its number within its repository, its address. A set that
-- only grows, so that the order of arrival cannot matter. A reference does not say which connection it means: hence the index.
create table issue_name (
    connection text collate "C" not null,
    name text collate "C" not null,
    issue text collate "C" not null,
    primary key (connection, name, issue)
);
create index issue_name_anywhere on issue_name (name);
create index issue_name_of on issue_name (connection, issue);

-- What people or programs linked an issue with, outside of its tracker.
create table issue_link (
    connection text collate "C" not null,
    issue text collate "C" not null,
    target text collate "C" not null,
    primary key (connection, issue, target)
);
create index issue_link_anywhere on issue_link (target);

-- Projects whose keys count. Once known, always: old pull requests go on naming them.
create table project (
    connection text collate "C" not null,
    key text collate "C" not null,
    primary key (connection, key)
);
create index project_anywhere on project (key);

-- What each pull request points at, whether or not anybody knows what that is. `scope` is the connection in which it is to be
-- looked for, empty for all; `project` that of an issue key.
create table tie (
    connection text collate "C" not null,
    repository text collate "C" not null,
    number bigint not null,
    scope text collate "C" not null,
    target text collate "C" not null,
    evidence text not null,
    project text collate "C",
    primary key (connection, repository, number, scope, target, evidence)
);
create index tie_target on tie (target);
create index tie_project on tie (project) where project is not null;

-- Pull requests that are tied to something else than they were when they were last told of, for the stream to catch up with.
create table late_tie (
    connection text collate "C" not null,
    repository text collate "C" not null,
    number bigint not null,
    before text[] not null,
    marks bigint not null,
    primary key (connection, repository, number)
);

alter table pull_request add column url text collate "C";
create index pull_request_url on pull_request (url);

-- The ties that count. Worked out whenever somebody looks, from two sets that only their own writers touch: so it is right
-- whichever of the two came first.
create view shown_tie as
    select t.connection, t.repository, t.number, t.target, t.evidence, i.connection as issue_connection, i.id as issue, i.name
    from tie t
    join issue_name n on n.name = t.target and (t.scope = '' or n.connection = t.scope)
    join issue i on i.connection = n.connection and i.id = n.issue
    where i.name is not null
    union all
    select t.connection, t.repository, t.number, t.target, t.evidence, null, null, t.target
    from tie t
    where t.project is not null
      and exists (select from project p where p.key = t.project)
      and not exists (select from issue_name n where n.name = t.target)
    union all
    select p.connection, p.repository, p.number, i.name, 'remote_link', i.connection, i.id, i.name
    from pull_request p
    join issue_link l on l.target = p.url
    join issue i on i.connection = l.connection and i.id = l.issue
    where i.name is not null;

-- What was stored before there were ties.
update pull_request set url = rtrim(regexp_replace(state #>> '{attributes,url,value}', '[?#].*$', ''), '/');

insert into tie (connection, repository, number, scope, target, evidence, project)
select connection, repository, number,
       case when target like '%#%' and target not like '%://%' then connection else '' end,
       case when target like '%://%' then rtrim(regexp_replace(target, '[?#].*$', ''), '/')
            when target like '#%' then lower(repository || target)
            when target like '%#%' then lower(target)
            else upper(target) end,
       lower(evidence),
       case when target not like '%#%' and target not like '%:%' and target like '_%-%' then upper(regexp_replace(target, '-[^-]*$', '')) end
from pull_request p,
     json_each(p.state #> '{attributes,references,byEvidence}') as found (evidence, told),
     json_array_elements_text(found.told #> '{value,all}') as target
on conflict do nothing;
