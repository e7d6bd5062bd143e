package dev.turnaround.model.profile;

/// Which day of a pull request decides whether it falls into a window of time.
public enum Day {
    /// The day it was opened.
    OPENED,
    /// The day it was merged or closed.
    ENDED,
    /// The day on which the number stopped.
    STOPPED
}
