package dev.turnaround;

/// The way in.
public final class Main {
    private Main() {}

    /// Runs the command that the arguments name.
    public static void main(String[] arguments) {}
}
