-- Teams that a provider knows. Their members are accounts, whoever these belong to now or later; those of the other teams are
-- persons. A team that is no longer there stays as gone, so that taking an import back, or importing again, brings it back as
-- the same.
alter table team add column gone boolean not null default false;
drop index team_name;
create unique index team_name on team (lower(name)) where not gone;

create table team_account (
    team uuid not null references team,
    connection text collate "C" not null,
    account text collate "C" not null,
    primary key (team, connection, account)
);
create index team_account_of on team_account (connection, account);

create view team_person as
select team, person from team_member
union
select a.team, i.person
from team_account a join identity i on i.connection = a.connection and i.id = a.account
where i.person is not null;
