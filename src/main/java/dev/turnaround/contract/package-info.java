/// The shapes that the outside relies on: what a pull request, a timeline and a delivery look like
/// as JSON. One place for the API, the stream and the stream's log, so that they cannot differ.
///
/// **Invariant:** reads the model and the store's records, and is used by whoever talks to the
/// outside; decides nothing.
@NullMarked
package dev.turnaround.contract;

import org.jspecify.annotations.NullMarked;
