package dev.turnaround.ingest;

import dev.turnaround.store.DeliveryVerdict;

/// What became of an arrival. Given after the commit.
///
/// @param verdict as it stands in the delivery log
public record Outcome(DeliveryVerdict verdict) {}
