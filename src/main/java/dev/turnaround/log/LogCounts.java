package dev.turnaround.log;

/// What is counted of the log. From any thread.
public interface LogCounts {
    /// An entry is in the log.
    void written();

    /// An entry could not be written within its time.
    void unwritten();

    /// Entries are stored, and their offsets committed.
    void stored(int entries);

    /// An entry was passed over, because it cannot be read or recorded by this version.
    void passedOver();

    /// The log could not be read, or an offset not be committed; it is tried again.
    void troubled();
}
