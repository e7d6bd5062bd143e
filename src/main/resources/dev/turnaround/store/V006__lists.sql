-- unlisted: the list of the provider's API that should hold the fact does not; it counts nowhere then.
-- live: whether a webhook told of it. What no webhook told of was backfilled.
alter table fact add column unlisted boolean not null default false, add column live boolean not null default true;
alter table issue_fact add column unlisted boolean not null default false, add column live boolean not null default true;
