package dev.turnaround.ingest;

/// An arrival could not be stored now: the queue is full or the database is away. Nothing is known
/// to be written; the sender should come again.
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean passing;

    /// Such a refusal.
    ///
    /// @param why for logs and answers; static text
    public Unavailable(String why) {
        this(why, true);
    }

    private Unavailable(String why, boolean passing) {
        super(why, null, false, false);
        this.passing = passing;
    }

    /// A refusal that the same arrival would meet again.
    static Unavailable forGood(String why) {
        return new Unavailable(why, false);
    }

    /// Whether coming again may help.
    public boolean passing() {
        return passing;
    }
}
