package dev.turnaround.provider.bitbucket;

/// A delivery is not what Bitbucket documents. Leaves a deep parse, and becomes a reading before it
/// leaves this package.
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /// @param reason which field, or where the syntax ends; never content
    Unreadable(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
