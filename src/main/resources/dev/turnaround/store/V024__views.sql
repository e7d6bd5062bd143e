-- What others may build on: views whose names and columns stay, whatever becomes of the tables behind them. A column is added
-- at the end and never taken away. They carry a prefix and have no schema of their own, because one that is called as the
-- database's user is would come first in its search path.
--   Whoever reads a view needs no right to what is behind it: `turnaround grafana-role` grants these and nothing else.

-- For times asked for by the range. The columns hardly ever change, so that updates of a row go on staying in their page.
create index pull_request_opened_at on pull_request (opened_at);
create index pull_request_merged_at on pull_request (merged_at) where merged_at is not null;
create index measure_stopped on measure (metric, ended_at) where stopped;
create index issue_began_at on issue (began_at);
create index delivery_hour_at on delivery_hour (hour);
create index sync_requested_at on sync (requested_at);
-- Facts come nearly in the order of their times, and one more entry for each would cost the door more than the few questions
-- about them are worth.
create index fact_at on fact using brin (at) with (pages_per_range = 16, autosummarize = on);

create view ta_team_members as
    select t.id as team_id, t.name as team, m.person as person_id, p.name as person, i.connection, i.id as account_id,
           i.login as account
    from team t
    join team_person m on m.team = t.id
    join person p on p.id = m.person
    left join identity i on i.person = m.person
    where not t.gone and not p.gone;
comment on view ta_team_members is 'Who is in which team: one row for each account of a person in a team';
comment on column ta_team_members.team_id is 'Identity of the team';
comment on column ta_team_members.team is 'Name of the team';
comment on column ta_team_members.person_id is 'Identity of the person';
comment on column ta_team_members.person is 'Name of the person';
comment on column ta_team_members.connection is 'Connection of the account; null where a person has none';
comment on column ta_team_members.account_id is 'Identity of the account at its provider';
comment on column ta_team_members.account is 'Login of the account';

create view ta_pull_requests as
    select p.connection,
           coalesce(r.name, p.repository) as repository,
           p.repository as repository_id,
           p.number,
           p.title,
           p.url,
           i.login as author,
           o.name as person,
           array(select t.name from team_person m join team t on t.id = m.team
                 where m.person = i.person and not t.gone order by t.name) as teams,
           coalesce(i.called_bot, i.bot, false) as bot,
           case when p.merged_at is not null then 'merged' when p.closed_at is not null then 'closed' else 'open' end as state,
           p.phase,
           s.phase_since,
           (p.state #>> '{progress,draft}')::boolean as draft,
           p.opened_at,
           s.ready_at,
           s.first_response_at,
           s.approved_at,
           p.merged_at,
           coalesce(p.merged_at, p.closed_at) as closed_at,
           p.updated_at,
           case when s.ready_at is not null and s.first_response_at is not null
                then floor(greatest(0, extract(epoch from s.first_response_at - s.ready_at)))::bigint end as time_to_first_comment_seconds,
           case when s.ready_at is not null and s.approved_at is not null
                then floor(greatest(0, extract(epoch from s.approved_at - s.ready_at)))::bigint end as time_to_approve_seconds,
           case when s.ready_at is not null and p.merged_at is not null
                then floor(greatest(0, extract(epoch from p.merged_at - s.ready_at)))::bigint end as time_to_merge_seconds,
           floor(extract(epoch from coalesce(s.draft_spent, '0'::interval)
                 + case when p.phase = 'draft' then greatest('0'::interval, now() - s.phase_since) else '0'::interval end))::bigint
               as draft_seconds,
           floor(extract(epoch from coalesce(s.awaiting_review_spent, '0'::interval)
                 + case when p.phase = 'awaiting_review' then greatest('0'::interval, now() - s.phase_since) else '0'::interval end))::bigint
               as awaiting_review_seconds,
           floor(extract(epoch from coalesce(s.awaiting_author_spent, '0'::interval)
                 + case when p.phase = 'awaiting_author' then greatest('0'::interval, now() - s.phase_since) else '0'::interval end))::bigint
               as awaiting_author_seconds,
           floor(extract(epoch from coalesce(s.awaiting_merge_spent, '0'::interval)
                 + case when p.phase = 'awaiting_merge' then greatest('0'::interval, now() - s.phase_since) else '0'::interval end))::bigint
               as awaiting_merge_seconds,
           (p.state #>> '{progress,turns}')::bigint + case when s.first_response_at is null then 0 else 1 end as review_rounds,
           (p.state #>> '{attributes,additions,value}')::bigint as additions,
           (p.state #>> '{attributes,deletions,value}')::bigint as deletions,
           (p.state #>> '{attributes,changedFiles,value}')::bigint as changed_files,
           (p.state #>> '{attributes,commits,value}')::bigint as commits
    from pull_request p
    cross join lateral (
        select (p.state #>> '{progress,phaseSince}')::timestamptz as phase_since,
               (p.state #>> '{progress,readyAt,at}')::timestamptz as ready_at,
               (p.state #>> '{progress,firstResponseAt,at}')::timestamptz as first_response_at,
               (p.state #>> '{progress,approvedAt,at}')::timestamptz as approved_at,
               (p.state #>> '{progress,spent,DRAFT}')::interval as draft_spent,
               (p.state #>> '{progress,spent,AWAITING_REVIEW}')::interval as awaiting_review_spent,
               (p.state #>> '{progress,spent,AWAITING_AUTHOR}')::interval as awaiting_author_spent,
               (p.state #>> '{progress,spent,AWAITING_MERGE}')::interval as awaiting_merge_spent) s
    left join repository r on r.connection = p.connection and r.id = p.repository
    left join identity i on i.connection = p.connection and i.id = p.author
    left join person o on o.id = i.person;
comment on view ta_pull_requests is 'One row for each pull request or merge request, with its clocks in seconds from ready on';
comment on column ta_pull_requests.connection is 'Connection through which it is known';
comment on column ta_pull_requests.repository is 'Newest name of its repository';
comment on column ta_pull_requests.repository_id is 'Identity of its repository at the provider';
comment on column ta_pull_requests.number is 'Its number in the repository';
comment on column ta_pull_requests.title is 'Its title';
comment on column ta_pull_requests.url is 'Where people look at it';
comment on column ta_pull_requests.author is 'Login of who opened it; null where that account is gone';
comment on column ta_pull_requests.person is 'Name of the person behind the author; null where nobody is linked';
comment on column ta_pull_requests.teams is 'Names of the teams of the author, in order; empty where there are none';
comment on column ta_pull_requests.bot is 'Whether a bot opened it';
comment on column ta_pull_requests.state is 'open, merged or closed';
comment on column ta_pull_requests.phase is 'draft, awaiting_review, awaiting_author, awaiting_merge, merged or closed';
comment on column ta_pull_requests.phase_since is 'Since when it is in its phase';
comment on column ta_pull_requests.draft is 'Whether it is a draft';
comment on column ta_pull_requests.opened_at is 'When it was opened; ask for ranges of this one or of merged_at, which go by index';
comment on column ta_pull_requests.ready_at is 'When it first was open and no draft; null while it never was';
comment on column ta_pull_requests.first_response_at is 'First comment or review of a human who is not the author';
comment on column ta_pull_requests.approved_at is 'First approval of a human who is not the author';
comment on column ta_pull_requests.merged_at is 'When it was merged; null unless it was';
comment on column ta_pull_requests.closed_at is 'When it was merged or closed; null while it is open';
comment on column ta_pull_requests.updated_at is 'Newest change that the provider told';
comment on column ta_pull_requests.time_to_first_comment_seconds is 'From ready to the first response, 0 where that came before; null while there is none';
comment on column ta_pull_requests.time_to_approve_seconds is 'From ready to the first approval, 0 where that came before; null while there is none';
comment on column ta_pull_requests.time_to_merge_seconds is 'From ready to the merge; null unless merged';
comment on column ta_pull_requests.draft_seconds is 'Time as a draft, up to now where it is one';
comment on column ta_pull_requests.awaiting_review_seconds is 'Time in which the reviewers had to act, up to now where they do';
comment on column ta_pull_requests.awaiting_author_seconds is 'Time in which the author had to act, up to now where that is so';
comment on column ta_pull_requests.awaiting_merge_seconds is 'Time approved and not merged, up to now where that is so';
comment on column ta_pull_requests.review_rounds is 'How often the review went back and forth';
comment on column ta_pull_requests.additions is 'Lines added; null where nothing told';
comment on column ta_pull_requests.deletions is 'Lines removed; null where nothing told';
comment on column ta_pull_requests.changed_files is 'Files touched; null where nothing told';
comment on column ta_pull_requests.commits is 'Commits in it; null where nothing told';

-- What is open has an index that says so; the view knows it by a word.
create view ta_open_pull_requests as
    select t.connection, t.repository, t.repository_id, t.number, t.title, t.url, t.author, t.person, t.teams, t.bot, t.phase,
           t.phase_since,
           floor(extract(epoch from greatest('0'::interval, now() - t.phase_since)))::bigint as waiting_seconds,
           t.opened_at, t.ready_at, t.first_response_at, t.approved_at, t.draft_seconds, t.awaiting_review_seconds,
           t.awaiting_author_seconds, t.awaiting_merge_seconds, t.review_rounds, t.additions, t.deletions
    from pull_request p
    join ta_pull_requests t on t.connection = p.connection and t.repository_id = p.repository and t.number = p.number
    where p.merged_at is null and p.closed_at is null;
comment on view ta_open_pull_requests is 'The pull requests that are open now, with how long each has been waiting';
comment on column ta_open_pull_requests.connection is 'Connection through which it is known';
comment on column ta_open_pull_requests.repository is 'Newest name of its repository';
comment on column ta_open_pull_requests.repository_id is 'Identity of its repository at the provider';
comment on column ta_open_pull_requests.number is 'Its number in the repository';
comment on column ta_open_pull_requests.title is 'Its title';
comment on column ta_open_pull_requests.url is 'Where people look at it';
comment on column ta_open_pull_requests.author is 'Login of who opened it';
comment on column ta_open_pull_requests.person is 'Name of the person behind the author';
comment on column ta_open_pull_requests.teams is 'Names of the teams of the author';
comment on column ta_open_pull_requests.bot is 'Whether a bot opened it';
comment on column ta_open_pull_requests.phase is 'draft, awaiting_review, awaiting_author or awaiting_merge: whose turn it is';
comment on column ta_open_pull_requests.phase_since is 'Since when it is in its phase';
comment on column ta_open_pull_requests.waiting_seconds is 'How long it has been in its phase';
comment on column ta_open_pull_requests.opened_at is 'When it was opened';
comment on column ta_open_pull_requests.ready_at is 'When it first was no draft';
comment on column ta_open_pull_requests.first_response_at is 'First response of a human who is not the author';
comment on column ta_open_pull_requests.approved_at is 'First approval of a human who is not the author';
comment on column ta_open_pull_requests.draft_seconds is 'Time as a draft so far';
comment on column ta_open_pull_requests.awaiting_review_seconds is 'Time in which the reviewers had to act so far';
comment on column ta_open_pull_requests.awaiting_author_seconds is 'Time in which the author had to act so far';
comment on column ta_open_pull_requests.awaiting_merge_seconds is 'Time approved and not merged so far';
comment on column ta_open_pull_requests.review_rounds is 'How often the review went back and forth so far';
comment on column ta_open_pull_requests.additions is 'Lines added; null where nothing told';
comment on column ta_open_pull_requests.deletions is 'Lines removed; null where nothing told';

create view ta_measures as
    select m.metric,
           m.ended_at as stopped_at,
           coalesce(m.ready_seconds, m.opened_seconds) as seconds,
           coalesce(m.ready_working, m.opened_working) as working_seconds,
           m.opened_seconds as seconds_from_opened,
           m.opened_working as working_seconds_from_opened,
           m.connection,
           coalesce(r.name, m.repository) as repository,
           m.repository as repository_id,
           m.number,
           i.login as author,
           o.name as person,
           array(select t.name from team_person g join team t on t.id = g.team
                 where g.person = i.person and not t.gone order by t.name) as teams,
           m.bot,
           m.occurrence
    from measure m
    left join repository r on r.connection = m.connection and r.id = m.repository
    left join identity i on i.connection = m.connection and i.id = m.author
    left join person o on o.id = i.person
    where m.stopped;
comment on view ta_measures is 'One row for each clock of a pull request that has stopped; name a metric and a range of stopped_at, which go by index';
comment on column ta_measures.metric is 'What is measured, as the API calls it: timeToFirstComment, timeToApprove, timeToMerge, timeInDraft and so on';
comment on column ta_measures.stopped_at is 'When the clock stopped';
comment on column ta_measures.seconds is 'What it showed: from ready on, where that makes a difference';
comment on column ta_measures.working_seconds is 'The same in working hours; null where none are kept';
comment on column ta_measures.seconds_from_opened is 'What it showed from the opening on';
comment on column ta_measures.working_seconds_from_opened is 'The same in working hours; null where none are kept';
comment on column ta_measures.connection is 'Connection of the pull request';
comment on column ta_measures.repository is 'Newest name of the repository';
comment on column ta_measures.repository_id is 'Identity of the repository at the provider';
comment on column ta_measures.number is 'Number of the pull request';
comment on column ta_measures.author is 'Login of who opened the pull request';
comment on column ta_measures.person is 'Name of the person behind the author';
comment on column ta_measures.teams is 'Names of the teams of the author, in order';
comment on column ta_measures.bot is 'Whether a bot opened the pull request; the API leaves these out';
comment on column ta_measures.occurrence is 'Which one, where a pull request has several of a metric; else empty';

create view ta_facts as
    select f.connection, coalesce(r.name, f.repository) as repository, f.repository as repository_id, f.number, f.kind, f.at,
           f.estimated, f.live
    from fact f
    left join repository r on r.connection = f.connection and r.id = f.repository
    where not f.deleted and not f.unlisted;
comment on view ta_facts is 'What happened to pull requests: kinds and times only';
comment on column ta_facts.connection is 'Connection of the pull request';
comment on column ta_facts.repository is 'Newest name of the repository';
comment on column ta_facts.repository_id is 'Identity of the repository at the provider';
comment on column ta_facts.number is 'Number of the pull request';
comment on column ta_facts.kind is 'opened, ready, draft, review_requested, commented, reviewed, pushed, merged, closed and so on';
comment on column ta_facts.at is 'When';
comment on column ta_facts.estimated is 'Whether the time is a proxy until the provider tells it exactly';
comment on column ta_facts.live is 'Whether a webhook told of it; else a sync found it';

create view ta_deliveries_hourly as
    select h.hour, h.connection, coalesce(r.name, h.repository) as repository, h.repository as repository_id, h.deliveries
    from delivery_hour h
    left join repository r on r.connection = h.connection and r.id = h.repository;
comment on view ta_deliveries_hourly is 'Webhooks about each repository by the hour, for as long as the delivery log is kept';
comment on column ta_deliveries_hourly.hour is 'When the hour began, in UTC';
comment on column ta_deliveries_hourly.connection is 'Connection to which they came';
comment on column ta_deliveries_hourly.repository is 'Newest name of the repository or project';
comment on column ta_deliveries_hourly.repository_id is 'Identity of the repository or project at the provider';
comment on column ta_deliveries_hourly.deliveries is 'How many came';

create view ta_syncs as
    select s.connection, s.repository_name as repository, s.reason, s.state, s.requested_at, s.started_at, s.ended_at,
           floor(extract(epoch from s.ended_at - s.started_at))::bigint as seconds,
           s.ingested, s.skipped, s.failed, s.facts, s.backfilled, s.missed, s.error_code
    from sync s;
comment on view ta_syncs is 'Runs of reconciliation with the APIs of the providers';
comment on column ta_syncs.connection is 'Connection that was read';
comment on column ta_syncs.repository is 'Repository that was read; empty for a whole connection';
comment on column ta_syncs.reason is 'connected, daily, startup, gap, demand or retry';
comment on column ta_syncs.state is 'queued, running, waiting, succeeded, partial, failed or cancelled';
comment on column ta_syncs.requested_at is 'When it was asked for; ranges of it go by index';
comment on column ta_syncs.started_at is 'When it began';
comment on column ta_syncs.ended_at is 'When it ended';
comment on column ta_syncs.seconds is 'How long it took';
comment on column ta_syncs.ingested is 'Items that were taken in';
comment on column ta_syncs.skipped is 'Items that were left out';
comment on column ta_syncs.failed is 'Items that could not be read';
comment on column ta_syncs.facts is 'Facts that were read';
comment on column ta_syncs.backfilled is 'Facts that no webhook had told';
comment on column ta_syncs.missed is 'Of these, those from after the last webhook';
comment on column ta_syncs.error_code is 'Why it failed, as a word; null where it did not';

create view ta_issues as
    select i.connection, i.id as issue_id, i.name as key, coalesce(r.name, i.repository) as project,
           i.repository as project_id,
           i.state #>> '{attributes,summary,value}' as title,
           i.state #>> '{attributes,url,value}' as url,
           i.state #>> '{attributes,type,value}' as type,
           nullif(i.state #>> '{attributes,priority,value}', '') as priority,
           i.status as stage, i.category, i.assignee_login as assignee, i.began_at as created_at, i.updated_at, i.deleted_at,
           (i.state #>> '{progress,comments}')::bigint as comments,
           (i.state #>> '{progress,assignments}')::bigint as assignments
    from issue i
    left join repository r on r.connection = i.connection and r.id = i.repository;
comment on view ta_issues is 'One row for each issue';
comment on column ta_issues.connection is 'Connection through which it is known';
comment on column ta_issues.issue_id is 'Its identity at the provider';
comment on column ta_issues.key is 'What people call it, such as ENG-12 or acme/web#12';
comment on column ta_issues.project is 'Newest name of its project or repository';
comment on column ta_issues.project_id is 'Identity of its project or repository at the provider';
comment on column ta_issues.title is 'Its title';
comment on column ta_issues.url is 'Where people look at it';
comment on column ta_issues.type is 'Its type, in the word of the provider';
comment on column ta_issues.priority is 'Its priority, in the word of the provider';
comment on column ta_issues.stage is 'Its status, in the word of the provider';
comment on column ta_issues.category is 'What the status means: todo, in_progress or done';
comment on column ta_issues.assignee is 'Login of who has it';
comment on column ta_issues.created_at is 'When it was made; ranges of it go by index';
comment on column ta_issues.updated_at is 'Newest change that the provider told';
comment on column ta_issues.deleted_at is 'When it was deleted; null unless it was';
comment on column ta_issues.comments is 'How many comments stand';
comment on column ta_issues.assignments is 'How often it was given to somebody or taken from them';

create view ta_issue_stages as
    select i.connection, i.id as issue_id, i.name as key, coalesce(r.name, i.repository) as project,
           i.repository as project_id, i.began_at as created_at,
           i.state #>> array['progress', 'statuses', stay ->> 'status', 'name'] as stage,
           lower(i.state #>> array['progress', 'statuses', stay ->> 'status', 'category']) as category,
           t.entered_at, t.left_at,
           floor(extract(epoch from greatest('0'::interval, coalesce(t.left_at, i.deleted_at, now()) - t.entered_at)))::bigint
               as seconds,
           t.left_at is null and i.deleted_at is null as current
    from issue i
    cross join lateral json_array_elements(i.state #> '{progress,stays}') as stay
    cross join lateral (
        select (stay #>> '{entered,at}')::timestamptz as entered_at, (stay #>> '{left,at}')::timestamptz as left_at) t
    left join repository r on r.connection = i.connection and r.id = i.repository
    where stay ->> 'status' is not null;
comment on view ta_issue_stages is 'One row for each time that an issue was in a status';
comment on column ta_issue_stages.connection is 'Connection of the issue';
comment on column ta_issue_stages.issue_id is 'Identity of the issue at the provider';
comment on column ta_issue_stages.key is 'What people call it';
comment on column ta_issue_stages.project is 'Newest name of its project or repository';
comment on column ta_issue_stages.project_id is 'Identity of its project or repository at the provider';
comment on column ta_issue_stages.created_at is 'When the issue was made; only ranges of this one go by index';
comment on column ta_issue_stages.stage is 'The status, as it was last called';
comment on column ta_issue_stages.category is 'What it means: todo, in_progress or done';
comment on column ta_issue_stages.entered_at is 'When the issue came there';
comment on column ta_issue_stages.left_at is 'When it left; null while it is there';
comment on column ta_issue_stages.seconds is 'How long it was there, up to now where it still is';
comment on column ta_issue_stages.current is 'Whether it is there now';

-- How many clocks have stopped, as Prometheus is told: numbers that only grow, because it takes one that falls for one that
-- began anew. seen is what the sums said last; what they say more than then is added to told. One process after the other, so
-- that several tell the same and count nothing twice. The elements are the buckets, the last one all above.
create table stops_told (
    connection text collate "C" not null,
    repository text collate "C" not null,
    metric text collate "C" not null,
    told bigint[] not null,
    told_seconds bigint not null,
    seen bigint[] not null,
    seen_seconds bigint not null,
    primary key (connection, repository, metric)
) with (fillfactor = 70);
