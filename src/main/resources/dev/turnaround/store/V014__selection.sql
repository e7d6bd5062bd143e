-- Which repositories the words of a selection mean: whoever is chosen or left out by name is known by identity from then on.
create table repository_bond (
    connection text collate "C" not null,
    word text collate "C" not null,
    repository text collate "C" not null,
    primary key (connection, word, repository)
);

-- Until now whatever was stored was followed. Those that a list names keep being followed by identity: by the name of today,
-- because what the lists were is not in the database. (GitLab's names count in their case, the others in any.)
insert into repository_bond (connection, word, repository)
select connection, lower(name), id from repository
union
select connection, name, id from repository;

-- What is stored of repositories (of the whole connection where the repository is empty) and is to go, in small steps. One that
-- is done is looked at once more at due_at: a delivery may have been on its way.
create table erasure (
    connection text collate "C" not null,
    repository text collate "C" not null,
    asked_at timestamptz not null,
    due_at timestamptz not null,
    done boolean not null default false,
    primary key (connection, repository)
);
create index erasure_due on erasure (due_at);

create index issue_of_repository on issue (connection, repository);
