package dev.turnaround.store;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;

/// Waits for the database, but not for ever.
///
/// A future that is waited for throws what it failed with, checked or not, whatever the signature
/// says: a time-out is a checked exception, and one that nobody expects would end the lane.
public final class Patience {
    /// Less than the ten seconds after which the first provider gives up.
    private static final long SECONDS_MAX = 8;

    private Patience() {}

    /// The answer.
    ///
    /// @throws Away when none comes in time, or the connection cannot be made or breaks
    /// @throws RuntimeException of the SQL client, when the database refuses
    public static <T> T await(Future<T> answer) {
        try {
            return answer.timeout(SECONDS_MAX, SECONDS).await();
        } catch (RuntimeException refused) {
            throw refused;
        } catch (Exception unanswered) {
            throw new Away(unanswered);
        }
    }
}
