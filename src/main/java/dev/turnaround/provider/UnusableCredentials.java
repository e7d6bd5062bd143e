package dev.turnaround.provider;

/// Credentials of a connection that its provider cannot use. The message is for the operator and
/// holds no secret.
public final class UnusableCredentials extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /// A refusal.
    ///
    /// @param expected completes the sentence "expected …"
    public UnusableCredentials(String expected) {
        super(expected);
    }
}
