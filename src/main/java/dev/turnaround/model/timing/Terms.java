package dev.turnaround.model.timing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a team has settled about its numbers.
///
/// @param start from when those count that begin when it is ready
/// @param approvals how many approvals are required, at least 1
/// @param begun the first sign of work: when the first commit was authored or, if the team wants
///   that, when the issue first moved to in progress; null when it is not known
public record Terms(Start start, int approvals, @Nullable Instant begun) {

    /// What holds where nobody has said otherwise, and nothing is known of the work.
    public static final Terms DEFAULT = new Terms(Start.READY, 1, null);

    public Terms {
        if (approvals < 1) {
            throw new IllegalArgumentException("approvals: " + approvals);
        }
    }

    /// These, counted otherwise.
    public Terms from(Start other) {
        return new Terms(other, approvals, begun);
    }

    /// These, with another number of required approvals.
    public Terms approvals(int required) {
        return new Terms(start, required, begun);
    }

    /// These, with another first sign of work.
    public Terms begun(@Nullable Instant at) {
        return new Terms(start, approvals, at);
    }
}
