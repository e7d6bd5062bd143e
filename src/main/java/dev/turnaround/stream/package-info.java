/// What changed, told as it happens: server-sent events that can be resumed.
///
/// One [Hub] a process reads the log of the stream once for all subscribers and writes to each what
/// its [Filter] lets through. A [Subscriber] that comes back catches up from the log by itself and
/// joins the hub when it has reached it, so that it sees every event once and in order. All of it
/// runs on one event loop, which is why nothing here is locked.
///
/// **Invariants:** no event is skipped ([dev.turnaround.store.StreamLog] says how). A subscriber's
/// buffer is bounded: who is too slow is cut off and resumes. Nothing here waits or computes for
/// more than a millisecond.
///
/// The format: <https://html.spec.whatwg.org/multipage/server-sent-events.html>
@NullMarked
package dev.turnaround.stream;

import org.jspecify.annotations.NullMarked;
