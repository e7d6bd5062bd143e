/// What is kept: PostgreSQL, and the only room that speaks SQL.
///
/// [BatchStore] and [LateTies] are the writing side and serve `ingest`; [Reading] and
/// [IssueReading] are the reading side; [PeopleActs] writes what administrators say of accounts,
/// and [Directories] reads it; [Database] opens both and brings the schema up to date.
///
/// **Invariants:** nobody else uses the SQL client. Every statement that writes pull-request state
/// runs in a transaction of [BatchStore]. Which issues a pull request is tied to is stored nowhere:
/// the view `shown_tie` works it out from what either side says of itself. Nothing is written that
/// [dev.turnaround.model.Change] could not carry.
@NullMarked
package dev.turnaround.store;

import org.jspecify.annotations.NullMarked;
