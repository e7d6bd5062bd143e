package dev.turnaround.model.issue;

import java.util.Locale;

/// What a status means, whatever it is called.
public enum Category {
    /// Nobody works on it yet.
    TODO,
    /// Somebody works on it.
    IN_PROGRESS,
    /// It is finished, one way or the other.
    DONE;

    /// The name in the API, such as `in_progress`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
