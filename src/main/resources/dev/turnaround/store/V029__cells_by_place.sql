-- A sum had a row for each thing that is measured: a pull request that moved wrote some two hundred rows, each of them mostly
-- key. Now all that is measured of something in one time shares a row, with a column for each metric: who asks for one reads no
-- other, and one that has grown large is moved out by itself.
drop view measure_sum;
drop table measure_cell;

-- The sums, by all | repository | author, by day | month | ever. Each column holds all variants of one metric: how many clocks
-- began and ended, and what those that stopped showed (store/FigureBytes says how). Null where there is nothing; a row in which
-- there is nothing at all is not kept.
create table measure_cell (
    kind text collate "C" not null,
    connection text collate "C" not null,
    scope text collate "C" not null,
    bot boolean not null,
    grain text collate "C" not null,
    day date not null,
    time_to_first_comment bytea storage external,
    time_to_first_review bytea storage external,
    time_to_approve bytea storage external,
    time_to_effective_approval bytea storage external,
    time_to_merge bytea storage external,
    time_to_unreviewed_merge bytea storage external,
    time_to_first_automated_feedback bytea storage external,
    approval_to_merge bytea storage external,
    request_to_review bytea storage external,
    coding_time bytea storage external,
    cycle_time bytea storage external,
    cycle_coding bytea storage external,
    cycle_review bytea storage external,
    cycle_author bytea storage external,
    cycle_merging bytea storage external,
    cycle_draft bytea storage external,
    cycle_unreviewed bytea storage external,
    time_in_draft bytea storage external,
    time_awaiting_review bytea storage external,
    time_awaiting_author bytea storage external,
    time_awaiting_merge bytea storage external,
    primary key (kind, grain, day, connection, scope, bot)
) with (fillfactor = 70);

-- All is added up again, from the rows.
delete from measure_move;
insert into measure_move
select 1, connection, repository, author, bot, metric, opened_at, ready_at, ended_at,
       opened_seconds, ready_seconds, opened_working, ready_working
from measure;
