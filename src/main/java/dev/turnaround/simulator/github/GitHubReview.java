package dev.turnaround.simulator.github;

import dev.turnaround.simulator.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A submitted review.
///
/// @param body null where the reviewer wrote nothing, as around a single reply
/// @param commitId the head that the reviewer saw
public record GitHubReview(
        long id,
        Person by,
        State state,
        @Nullable String body,
        String commitId,
        Instant submittedAt) {

    /// What a review says. Webhooks write it in lower case, the API in upper case.
    public enum State {
        /// It may be merged.
        APPROVED,
        /// It may not be merged yet.
        CHANGES_REQUESTED,
        /// Something was said, or a single reply was wrapped.
        COMMENTED,
        /// What an approval or a request becomes when somebody takes it back.
        DISMISSED
    }

    GitHubReview dismissed() {
        return new GitHubReview(id, by, State.DISMISSED, body, commitId, submittedAt);
    }
}
