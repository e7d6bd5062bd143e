/// Reads by the providers' APIs what no webhook brought, so that nothing stays missed.
///
/// A run reads one repository or project: what the provider could not deliver, then what changed
/// since the last time, page by page, then everything that is open here and was not met. All of it
/// goes through `ingest`, as what comes by webhook does.
///
/// **Invariant:** a page is stored together with the place where the next one begins. A run that is
/// killed goes on there, in whichever process takes it up.
///
/// **Invariant:** the watermark moves only when a list was read to its end and nothing of it
/// failed. What fails is read again until it no longer does.
///
/// **Invariant:** one run a repository at a time over all processes
/// ([dev.turnaround.store.SyncLock]); one a connection in each process.
///
/// There is one way to go on after anything that breaks a run off: a process that dies, a lost
/// connection to the database and a server that closes all leave the run as it stands in the
/// database, and whoever gets its lock takes it up from there.
@NullMarked
package dev.turnaround.reconcile;

import org.jspecify.annotations.NullMarked;
