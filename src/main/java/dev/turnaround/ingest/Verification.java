package dev.turnaround.ingest;

import dev.turnaround.model.Fold;
import dev.turnaround.model.Progress;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.store.Reading;
import dev.turnaround.store.RecordedFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Folds every pull request again from its facts and compares that with what is stored.
public final class Verification {
    private static final int PAGE = 200;

    /// A delivery may come in between the reading of the state and of the facts.
    private static final int LOOKS_MAX = 3;

    private final Reading reading;

    /// A verification.
    public Verification(Reading reading) {
        this.reading = reading;
    }

    /// What came of it.
    ///
    /// @param checked how many pull requests were folded
    /// @param differences those whose stored state is not what their facts say
    public record Result(long checked, List<Difference> differences) {}

    /// A pull request whose stored state is wrong.
    ///
    /// @param stored what is stored
    /// @param folded what its facts say
    public record Difference(PullRequestKey key, Progress stored, Progress folded) {}

    /// Runs it. Blocks.
    public Result run() {
        var differences = new ArrayList<Difference>();
        var checked = 0L;
        PullRequestKey last = null;
        while (true) {
            var page = reading.everyPullRequest(last, PAGE).await();
            for (var pullRequest : page) {
                look(pullRequest).ifPresent(differences::add);
                checked++;
            }
            if (page.size() < PAGE) {
                return new Result(checked, differences);
            }
            last = page.getLast().key();
        }
    }

    private Optional<Difference> look(PullRequest seen) {
        var pullRequest = seen;
        for (var look = 1; ; look++) {
            var facts = reading.facts(seen.key()).await();
            var folded = Fold.of(facts.stream().map(RecordedFact::fact).toList());
            if (folded.equals(pullRequest.progress())) {
                return Optional.empty();
            }
            if (look == LOOKS_MAX) {
                return Optional.of(new Difference(seen.key(), pullRequest.progress(), folded));
            }
            pullRequest = reading.pullRequest(seen.key()).await().orElse(pullRequest);
        }
    }
}
