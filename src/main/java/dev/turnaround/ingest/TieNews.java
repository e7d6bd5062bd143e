package dev.turnaround.ingest;

import dev.turnaround.contract.PullRequestJson;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.store.Directory;
import dev.turnaround.store.LateTies;
import dev.turnaround.store.StreamEvent;
import dev.turnaround.store.Tied;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the stream of pull requests that came to be tied to other issues without news of their
/// own.
final class TieNews implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TieNews.class);

    /// Another process may have had the pull request locked.
    private static final Duration LOOK_ANYWAY = Duration.ofMillis(500);

    private final LateTies store;
    private final InstantSource clock;
    private final UnaryOperator<String> providerOf;
    private final Terms terms;
    private final Runnable committed;
    private final Chore chore;

    /// @param store used by this thread alone
    /// @param terms what is settled of all pull requests
    /// @param committed called after what was told is committed
    TieNews(
            LateTies store,
            InstantSource clock,
            UnaryOperator<String> providerOf,
            Terms terms,
            Runnable committed) {
        this.store = store;
        this.clock = clock;
        this.providerOf = providerOf;
        this.terms = terms;
        this.committed = committed;
        this.chore = new Chore(this::tell, LOOK_ANYWAY, TieNews::waits, store::close);
    }

    /// Says that there is something.
    void wake() {
        chore.wake();
    }

    void close() {
        chore.close();
    }

    @Override
    public void run() {
        chore.run();
    }

    private boolean tell() {
        var told = store.tellOne(this::event);
        if (told) {
            committed.run();
        }
        return told;
    }

    private static void waits(RuntimeException failed) {
        LOG.atDebug().setCause(failed).log("late ties wait: the database cannot tell them now");
    }

    private StreamEvent event(Tied now, List<String> before, Directory directory) {
        var at = clock.instant();
        var pullRequest = now.pullRequest();
        var provider = providerOf.apply(pullRequest.key().connection());
        var after = PullRequestJson.of(now, provider, directory, terms, at);
        var changed =
                PullRequestJson.changed(
                        PullRequestJson.of(
                                new Tied(pullRequest, before), provider, directory, terms, at),
                        after);
        return PullRequestEvent.of(pullRequest, after, changed, at);
    }
}
