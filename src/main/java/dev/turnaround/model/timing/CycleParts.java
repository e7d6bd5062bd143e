package dev.turnaround.model.timing;

import dev.turnaround.model.Phase;
import dev.turnaround.model.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the cycle time of a merged pull request was spent on. The parts are the whole, to the
/// nanosecond.
///
/// @param coding from the first sign of work to the opening
/// @param review waiting for reviewers
/// @param author waiting for the author
/// @param merging approved and not merged yet
/// @param draft not offered for review
/// @param unreviewed waiting for reviewers, where nobody ever responded
public record CycleParts(
        Duration coding,
        Duration review,
        Duration author,
        Duration merging,
        Duration draft,
        Duration unreviewed) {

    static CycleParts of(Progress progress, @Nullable Duration coding, Instant mergedAt) {
        var spent = progress.spentUntil(mergedAt);
        var waiting = spent.getOrDefault(Phase.AWAITING_REVIEW, Duration.ZERO);
        var heard = progress.firstResponseAt() != null;
        return new CycleParts(
                coding == null ? Duration.ZERO : coding,
                heard ? waiting : Duration.ZERO,
                spent.getOrDefault(Phase.AWAITING_AUTHOR, Duration.ZERO),
                spent.getOrDefault(Phase.AWAITING_MERGE, Duration.ZERO),
                spent.getOrDefault(Phase.DRAFT, Duration.ZERO),
                heard ? Duration.ZERO : waiting);
    }

    /// The whole.
    public Duration total() {
        return Stream.of(coding, review, author, merging, draft, unreviewed)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
