package dev.turnaround.model.timing;

/// From when those numbers count that begin when a pull request is ready.
public enum Start {
    /// From the first moment at which it was open and no draft.
    READY("ready"),
    /// From the opening, as a draft or not.
    OPENED("opened"),
    /// From the first moment at which it was open and no draft, and only while it is that.
    READY_TIME("readyTime");

    private final String word;

    Start(String word) {
        this.word = word;
    }

    /// The name in the API.
    public String word() {
        return word;
    }
}
