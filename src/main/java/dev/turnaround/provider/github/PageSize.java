package dev.turnaround.provider.github;

import java.util.concurrent.atomic.AtomicInteger;

/// How many items to ask for at once: fewer after it was too much, more again when it went well.
///
/// GitHub answers a query that takes it more than ten seconds with 502, and only the repository
/// tells how many are too many: <https://github.com/cli/cli/issues/4152>
final class PageSize {
    private static final int GOOD_ENOUGH = 4;

    private final int most;
    private final AtomicInteger size;
    private final AtomicInteger good = new AtomicInteger();

    PageSize(int most) {
        this.most = most;
        this.size = new AtomicInteger(most);
    }

    int now() {
        return size.get();
    }

    /// It was too much.
    ///
    /// @return whether there is less to ask for
    boolean less() {
        good.set(0);
        if (size.get() == 1) {
            // It fails with one as with many: the size is not what is wrong.
            size.set(most);
            return false;
        }
        size.set(Math.max(1, size.get() / 2));
        return true;
    }

    /// It went well.
    void fine() {
        if (good.incrementAndGet() >= GOOD_ENOUGH) {
            good.set(0);
            size.set(Math.min(most, size.get() * 2));
        }
    }
}
