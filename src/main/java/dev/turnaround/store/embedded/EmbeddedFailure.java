package dev.turnaround.store.embedded;

/// The embedded database cannot be used. The message is for the person at the terminal and says what to do.
public final class EmbeddedFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    EmbeddedFailure(String message) {
        super(message);
    }

    EmbeddedFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
