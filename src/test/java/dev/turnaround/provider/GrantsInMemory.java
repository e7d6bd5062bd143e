package dev.turnaround.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Keeps the grant of one connection for as long as the test runs.
public final class GrantsInMemory implements Grants {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Grant kept;
    private boolean crashes;

    /// What happened, in order.
    public final List<String> log = new ArrayList<>();

    /// Somebody consented.
    public void keep(Grant grant) {
        kept = grant;
    }

    /// The next time, the process dies after the new grant was kept and before it was used.
    public void crashOnce() {
        crashes = true;
    }

    @Override
    public @Nullable Grant current() {
        lock.lock();
        try {
            return kept;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Grant replace(Grant worn, UnaryOperator<Grant> exchange) {
        lock.lock();
        try {
            var now = kept;
            if (now != null && !now.accessToken().equals(worn.accessToken())) {
                return now;
            }
            var next = exchange.apply(worn);
            kept = next;
            log.add("kept");
            if (crashes) {
                crashes = false;
                throw new Crash();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void lost(Grant worn, String why) {
        lock.lock();
        try {
            if (kept != null && kept.accessToken().equals(worn.accessToken())) {
                kept = null;
                log.add("lost: " + why);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The process is gone.
    public static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
