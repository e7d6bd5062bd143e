package dev.turnaround.store;

/// Another process wrote a pull request between our look and our write, which happens only at its
/// very first sight. The transaction is rolled back; do it again.
public final class StaleRead extends RuntimeException {
    private static final long serialVersionUID = 1;

    StaleRead() {
        super("another writer got in between", null, false, false);
    }
}
