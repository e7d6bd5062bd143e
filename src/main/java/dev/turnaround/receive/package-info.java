/// The door: `POST /webhooks/{connection}`.
///
/// A body is taken in up to the limit while it streams, verified on its exact bytes, read by its
/// provider, and handed to `ingest`; the answer waits for the commit. With a log before the
/// database it is handed to that, and the answer waits until all replicas in sync have it. Nothing
/// here asks the database: which connections there are, and their secrets, is known beforehand.
///
/// **Invariants:** no answer of 202 before the delivery is kept. A body that was not verified is
/// never parsed. A body never leaves this room but to its provider, and its memory is bounded per
/// request and over all requests.
@NullMarked
package dev.turnaround.receive;

import org.jspecify.annotations.NullMarked;
