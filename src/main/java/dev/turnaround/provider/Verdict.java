package dev.turnaround.provider;

/// Whether a delivery comes from whom it says.
public sealed interface Verdict {

    /// It does.
    ///
    /// @param secret index of the live secret that signed it, so that a rotation can be seen to its
    ///   end
    record Genuine(int secret) implements Verdict {}

    /// It carries no signature.
    ///
    /// @param header where the signature was looked for
    record Unsigned(String header) implements Verdict {}

    /// It carries no signature, and its provider signs no such thing: somebody tries whether the
    /// address answers. It is answered, and nothing is read or kept of it.
    record Trial() implements Verdict {}

    /// Its signature is no live secret's.
    ///
    /// @param header where the signature was found
    record Forged(String header) implements Verdict {}

    /// Its signature is right but too old or too far ahead, so that somebody may be playing it
    /// back.
    record Stale() implements Verdict {}
}
