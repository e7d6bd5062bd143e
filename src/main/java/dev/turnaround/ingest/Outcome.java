package dev.turnaround.ingest;

import dev.turnaround.store.DeliveryVerdict;

/// What became of an arrival. Given once it cannot get lost any more.
public sealed interface Outcome {

    /// It is committed.
    ///
    /// @param verdict as it stands in the delivery log
    record Settled(DeliveryVerdict verdict) implements Outcome {}

    /// It is kept and will be stored; what comes of it, the delivery log will say.
    record Accepted() implements Outcome {}
}
