-- When the last webhook about one of its pull requests came. Brought up to date now and then and not with every delivery: a
-- row that every batch writes would be one that every batch waits for.
alter table repository add column last_delivery_at timestamptz;

-- What was left out, for the repository's page. Holds these few only.
create index delivery_skipped on delivery (connection, repository, number) where verdict = 'skipped' and number is not null;
