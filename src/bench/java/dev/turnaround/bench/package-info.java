/// How many webhooks a second, beside what else could take them.
///
/// [Bench] starts each candidate as a process of its own, sends all of them the same load, one
/// after the other, and prints one table. The load comes from the simulator, is signed before the
/// clock starts, and is sent by one thread, so that the sender takes little from the cores it
/// shares.
///
/// **Invariants:** loopback only. Every phase is bounded in requests and in time. At a fixed rate,
/// latency counts from the moment at which a request was due, not from when it could be sent.
@NullMarked
package dev.turnaround.bench;

import org.jspecify.annotations.NullMarked;
