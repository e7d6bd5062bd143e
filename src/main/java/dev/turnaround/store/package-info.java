/// What is kept: PostgreSQL, and the only room that speaks SQL.
///
/// [BatchStore] is the writing side and serves `ingest` alone; [Reading] is the reading side;
/// [Database] opens both and brings the schema up to date.
///
/// **Invariants:** nobody else uses the SQL client. Every statement that writes pull-request state
/// runs in a transaction of [BatchStore]. Nothing is written that [dev.turnaround.model.Change]
/// could not carry.
@NullMarked
package dev.turnaround.store;

import org.jspecify.annotations.NullMarked;
