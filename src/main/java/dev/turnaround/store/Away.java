package dev.turnaround.store;

/// The database cannot be reached, or cannot work now. Try again later.
public final class Away extends RuntimeException {
    private static final long serialVersionUID = 1;

    Away(Throwable cause) {
        super("the database is away", cause, false, false);
    }
}
