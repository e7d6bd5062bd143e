-- Where in the stream's order the transaction stands that wrote a pull request last. A transaction takes its place before it
-- waits for locks; one that finds a later place here would tell the newer state under the lower position, and begins anew.
alter table pull_request add column written bigint not null default 0;
