package dev.turnaround.settings;

/// What was given for one key.
sealed interface Value {
    /// Nothing, neither in the file nor in the environment.
    record Absent() implements Value {}

    /// Something that could not be read; the problem is noted already, so that a second one would
    /// only confuse.
    record Refused() implements Value {}

    /// A text. `literal` if it stands there as it is, so that a message may show it.
    record Text(String text, Place place, boolean literal) implements Value {}
}
