package dev.turnaround.provider.json;

/// A delivery is not what its provider documents. Leaves a deep parse, and becomes a reading before
/// it leaves the provider.
public final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /// A refusal.
    ///
    /// @param reason which field, or where the syntax ends; never content
    public Unreadable(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /// Which field, or where the syntax ends; never content.
    public String reason() {
        return reason;
    }
}
