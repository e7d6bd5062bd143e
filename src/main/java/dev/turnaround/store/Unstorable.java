package dev.turnaround.store;

/// What is to be written cannot be: it is the data, or a mistake of ours, and no other time would
/// be better.
public final class Unstorable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unstorable(RuntimeException cause) {
        super("it cannot be written", cause);
    }
}
