-- Who is behind the accounts. An account is one at one connection; persons and teams are the administrators' own.

-- What all processes agree on. version moves with every change to what is known of accounts; unsettled is the version that
-- asks for the latest recomputation that is not over, 0 when none is. Whoever folds shares a lock that whoever changes
-- something has alone, so that no pull request can be folded with what is no longer so.
create table people_state (
    only_row boolean primary key default true check (only_row),
    version bigint not null default 0,
    unsettled bigint not null default 0
);
insert into people_state default values;

-- Each statement of a volatile function has a snapshot of its own: the second one sees what was committed while the first
-- one waited.
create function people_now(out version bigint, out unsettled bigint) language plpgsql volatile as $$
begin
    perform pg_advisory_xact_lock_shared(hashtext('turnaround people'));
    select s.version, s.unsettled into people_now.version, people_now.unsettled from people_state s;
end
$$;

create table person (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    gone boolean not null default false
);

-- Every account that was ever seen. bot is the provider's word, called_bot that of an administrator, which counts if given.
create table identity (
    connection text collate "C" not null,
    id text collate "C" not null,
    login text not null,
    name text,
    email text,
    bot boolean not null,
    seen_at timestamptz not null,
    person uuid references person,
    called_bot boolean,
    primary key (connection, id)
);
create index identity_person on identity (person) where person is not null;
create index identity_called on identity (connection, id) where called_bot is not null;

-- Which pull requests an account takes part in: those that a change to what is known of it is about.
create table involved (
    connection text collate "C" not null,
    account text collate "C" not null,
    repository text collate "C" not null,
    number bigint not null,
    authored boolean not null,
    primary key (connection, account, repository, number)
);

-- Pull requests that are not stored because nobody knows their author, to be read when somebody does.
create table left_out (
    connection text collate "C" not null,
    repository text collate "C" not null,
    number bigint not null,
    repository_name text not null,
    title text,
    author text collate "C",
    author_login text,
    at timestamptz not null,
    primary key (connection, repository, number)
);
create index left_out_author on left_out (connection, author);

create table team (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    connection text collate "C",
    source text collate "C",
    unique (connection, source)
);
create unique index team_name on team (lower(name));

create table team_member (
    team uuid not null references team on delete cascade,
    person uuid not null references person,
    primary key (team, person)
);
create index team_of on team_member (person);

-- What administrators did, with what was before and after, so that it can be taken back.
create table people_act (
    id uuid primary key default gen_random_uuid(),
    ordinal bigint generated always as identity,
    at timestamptz not null,
    by text not null,
    kind text not null,
    what text not null,
    changes json not null,
    undoes uuid references people_act,
    undone_by uuid references people_act
);
create unique index people_act_order on people_act (ordinal);

-- What an act asks to be folded again, and how far that has come: in which account, and there after which pull request.
create table people_job (
    version bigint primary key,
    act uuid not null references people_act,
    connections text[] not null,
    accounts text[] not null,
    account integer not null default 1,
    repository text collate "C" not null default '',
    number bigint not null default 0,
    done bigint not null default 0,
    total bigint not null,
    begun_at timestamptz not null,
    ended_at timestamptz
);
create index people_job_unfinished on people_job (version) where ended_at is null;

-- With which version of what is known of accounts it was folded.
alter table pull_request add column people bigint not null default 0;

-- What was stored before accounts were kept.
insert into identity (connection, id, login, bot, seen_at)
select distinct on (connection, actor) connection, actor, actor_login, actor_bot, at
from (select connection, actor, actor_login, actor_bot, at from fact where actor is not null
      union all
      select connection, actor, actor_login, actor_bot, at from issue_fact where actor is not null) as seen
order by connection, actor, actor_login = '#' || actor, at desc;

insert into involved (connection, account, repository, number, authored)
select p.connection, p.author, p.repository, p.number, true from pull_request p where p.author is not null
union
select f.connection, f.actor, f.repository, f.number, false
from fact f join pull_request p using (connection, repository, number)
where f.actor is not null and f.actor is distinct from p.author
union
select p.connection, substring(key from 6), p.repository, p.number, false
from pull_request p, json_object_keys(p.state #> '{progress,participants}') as key
where key like 'user:%' and substring(key from 6) is distinct from p.author;
