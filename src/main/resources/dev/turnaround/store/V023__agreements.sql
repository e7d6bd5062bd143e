-- What was agreed on for all or for a team: when people work, and how fast is fast enough. The scope is empty for all, else the
-- team's id; behind 'file:' stands what the configuration file says, by the team's name in lower case. Targets are about a clock.
-- All of it is part of what people_state.version is the version of.
create table agreement (
    kind text collate "C" not null,
    scope text collate "C" not null,
    about text collate "C" not null default '',
    value json not null,
    primary key (kind, scope, about)
);
