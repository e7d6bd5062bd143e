/// What is kept: PostgreSQL, and the only room that speaks SQL.
///
/// [BatchStore] and [LateTies] are the writing side and serve `ingest`; [Reading] and
/// [IssueReading] are the reading side; [PeopleActs] writes what administrators say of accounts,
/// and [Directories] reads it; [Database] opens both and brings the schema up to date.
///
/// [Weaving] keeps what belongs together: sets of pull requests and issues that are connected. They
/// are derived from ties as these are from what either side says, and could be thrown away;
/// [WorkCheck] derives them anew. Triggers leave marks where something moved, because a dozen
/// statements in four classes move it, and one that forgot would be found out by nobody. A mark is
/// a row of its own, never updated, so that writers do not wait for each other; it names an item,
/// or a word, an address or a project of which only after the commit can be asked what it concerns.
///
/// **Invariants:** nobody else uses the SQL client. Every statement that writes pull-request state
/// runs in a transaction of [BatchStore]. Which issues a pull request is tied to is stored nowhere:
/// the view `shown_tie` works it out from what either side says of itself. Nothing is written that
/// [dev.turnaround.model.Change] could not carry.
@NullMarked
package dev.turnaround.store;

import org.jspecify.annotations.NullMarked;
