/// The one writer of what is known of pull requests and issues.
///
/// `receive` and `reconcile` hand in [Arrival]s and get an [Outcome] once it is committed. Arrivals
/// are spread over a few [Lane]s by subject; while a lane's transaction is in flight the next batch
/// gathers, so that a delivery costs a share of a transaction and not one of its own. [Batch] works
/// out, without any I/O, what a transaction is to write.
///
/// What administrators say of accounts is read under a lock that keeps it as it is until the
/// commit; what was folded before they said it is folded again by the [Refolder]. What belongs
/// together is found out by the [Weaver], behind all commits.
///
/// **Invariants:** an outcome is given after the commit and never before. Every queue is bounded.
/// The result does not depend on how arrivals were batched, ordered or repeated, nor on how many
/// processes share the database.
@NullMarked
package dev.turnaround.ingest;

import org.jspecify.annotations.NullMarked;
