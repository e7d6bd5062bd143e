package dev.turnaround.cli;

/// A command cannot do what it was asked for, for a reason that the person at the terminal can do
/// something about.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message, null, false, false);
    }
}
