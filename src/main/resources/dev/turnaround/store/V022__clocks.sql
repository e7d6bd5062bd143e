-- What a clock showed while the pull request was open and no draft. Not added up: only the rows tell.
alter table measure add column in_ready_seconds bigint;
alter table measure add column in_ready_working bigint;

-- How many approvals were required where what is stored was measured. Another number lets all be measured anew.
alter table measure_job add column approvals integer not null default 1;

-- A team is asked like an account: where it was, its members matter.
insert into involved (connection, account, repository, number, authored)
select p.connection, key, p.repository, p.number, false
from pull_request p, json_object_keys(p.state #> '{progress,participants}') as key
where key like 'team:%'
on conflict do nothing;
