package dev.turnaround.ingest;

/// An arrival could not be stored now: the queue is full or the database is away. Nothing is known
/// to be written; the sender should come again.
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Such a refusal.
    ///
    /// @param why for logs and answers; static text
    public Unavailable(String why) {
        super(why, null, false, false);
    }
}
