package dev.turnaround.vault;

/// A text that is no keyset. The message holds nothing of it.
public final class UnusableKeyset extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableKeyset(String why) {
        super(why);
    }
}
