/// The PostgreSQL that comes with Turnaround: unpacked, made, started and stopped beside the
/// server.
///
/// [EmbeddedPostgres] is the door. A data directory holds `server.lock`, `password`, `postgres/`
/// (the cluster), `log/postgres.log` and, where no cache of the user can be written, `binaries/`.
///
/// **Invariants:** whoever holds `server.lock` owns everything in the directory, and a PostgreSQL
/// found running on it is an orphan. No process is signalled unless it is a postgres of this very
/// cluster. A cluster appears under its name only when it is complete. What makes data durable and
/// the door shut is on the command line at every start, where no file in the cluster can undo it.
///
/// Not zonky's own launcher: it starts with `fsync=off` and trusts every local user. There are no
/// knobs: who needs them runs their own PostgreSQL and gives its URL.
@NullMarked
package dev.turnaround.store.embedded;

import org.jspecify.annotations.NullMarked;
