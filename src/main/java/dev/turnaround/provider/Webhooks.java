package dev.turnaround.provider;

/// How one connection's deliveries are checked and read.
///
/// Thread safety: called from many event loops at once. Both calls are pure computation and must
/// never block.
public interface Webhooks {

    /// Whether the delivery comes from whom it says. Looks at the exact bytes, in constant time,
    /// before anything parses them. Never throws.
    Verdict verify(Delivery delivery);

    /// What a genuine delivery says. Call only after [#verify] found it genuine. Never throws,
    /// whatever the bytes.
    Reading read(Delivery delivery);
}
