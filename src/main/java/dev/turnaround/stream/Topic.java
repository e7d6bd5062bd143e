package dev.turnaround.stream;

import java.util.Arrays;
import java.util.Optional;

/// What a subscriber can ask for.
public enum Topic {
    /// A pull request changed.
    PULL_REQUEST("pull-request"),
    /// An aggregate changed.
    METRICS("metrics"),
    /// A sync went on.
    SYNC("sync"),
    /// A delivery came in.
    DELIVERY("delivery"),
    /// A pull request is late, or no longer.
    LATE("late");

    private final String word;

    Topic(String word) {
        this.word = word;
    }

    /// The name in requests, and of the event.
    public String word() {
        return word;
    }

    /// The topic of that name.
    public static Optional<Topic> of(String word) {
        return Arrays.stream(values()).filter(topic -> topic.word.equals(word)).findFirst();
    }
}
