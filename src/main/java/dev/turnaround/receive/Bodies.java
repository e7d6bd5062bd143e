package dev.turnaround.receive;

import java.util.concurrent.atomic.AtomicLong;

/// How much memory all bodies together may hold. A slow sender of a large body takes its share only
/// as the bytes come in, and everybody together never more than this.
final class Bodies {
    private final long bytesMax;
    private final AtomicLong bytes = new AtomicLong();

    Bodies(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /// Takes a share. False when there is none left; nothing is taken then.
    boolean take(int count) {
        if (bytes.addAndGet(count) > bytesMax) {
            bytes.addAndGet(-count);
            return false;
        }
        return true;
    }

    void giveBack(long count) {
        bytes.addAndGet(-count);
    }
}
