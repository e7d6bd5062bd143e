package dev.turnaround.ingest;

import dev.turnaround.contract.PullRequestJson;
import dev.turnaround.store.Directory;
import dev.turnaround.store.LateTies;
import dev.turnaround.store.StreamEvent;
import dev.turnaround.store.Tied;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the stream of pull requests that came to be tied to other issues without news of their
/// own.
final class TieNews implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TieNews.class);

    /// When nobody says that there is something, look all the same: another process may have died
    /// with it, or have had the pull request locked.
    private static final long LOOK_ANYWAY_MILLIS = 500;

    private final LateTies store;
    private final InstantSource clock;
    private final UnaryOperator<String> providerOf;
    private final Runnable committed;
    private final Semaphore wanted = new Semaphore(0);
    private volatile boolean closing;

    /// @param store used by this thread alone
    /// @param committed called after what was told is committed
    TieNews(
            LateTies store,
            InstantSource clock,
            UnaryOperator<String> providerOf,
            Runnable committed) {
        this.store = store;
        this.clock = clock;
        this.providerOf = providerOf;
        this.committed = committed;
    }

    /// Says that there is something.
    void wake() {
        wanted.release();
    }

    void close() {
        closing = true;
        wake();
    }

    @Override
    public void run() {
        try {
            while (!closing) {
                tell();
                if (wanted.tryAcquire(LOOK_ANYWAY_MILLIS, TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                }
            }
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        } finally {
            store.close();
        }
    }

    private void tell() {
        try {
            while (!closing && store.tellOne(this::event)) {
                committed.run();
            }
        } catch (RuntimeException failed) {
            LOG.atDebug().setCause(failed).log("late ties wait: the database cannot tell them now");
        }
    }

    private StreamEvent event(Tied now, List<String> before, Directory directory) {
        var at = clock.instant();
        var pullRequest = now.pullRequest();
        var provider = providerOf.apply(pullRequest.key().connection());
        var after = PullRequestJson.of(now, provider, directory, at);
        var changed =
                PullRequestJson.changed(
                        PullRequestJson.of(new Tied(pullRequest, before), provider, directory, at),
                        after);
        return PullRequestEvent.of(pullRequest, after, changed, at);
    }
}
