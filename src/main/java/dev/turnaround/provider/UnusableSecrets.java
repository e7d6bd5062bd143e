package dev.turnaround.provider;

/// Secrets of a connection that its provider cannot use. The message is for the operator.
public final class UnusableSecrets extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String key;
    private final String expected;

    /// A refusal.
    ///
    /// @param key the key of the configuration that is at fault, such as
    ///   `connections[0].webhook.secret`
    /// @param expected completes the sentence "expected …"; holds no secret
    UnusableSecrets(String key, String expected) {
        super(key + ": expected " + expected);
        this.key = key;
        this.expected = expected;
    }

    /// The key of the configuration that is at fault.
    public String key() {
        return key;
    }

    /// Completes the sentence "expected …"; holds no secret.
    public String expected() {
        return expected;
    }
}
