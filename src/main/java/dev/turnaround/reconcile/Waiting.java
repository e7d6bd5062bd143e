package dev.turnaround.reconcile;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/// Waits for answers of the database.
final class Waiting {
    private static final long SECONDS_MAX = 8;

    private Waiting() {}

    /// The answer. A future that is waited for throws what it failed with, checked or not.
    static <T> T on(Future<T> answer) {
        try {
            return answer.timeout(SECONDS_MAX, TimeUnit.SECONDS).await();
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception unanswered) {
            throw new IllegalStateException("no answer of the database", unanswered);
        }
    }
}
