package dev.turnaround.simulator.github;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.SourceCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A comment in the conversation of a pull request, or on a line of its changes.
///
/// @param place null for one in the conversation; the two kinds have ids of their own
/// @param createdAt on a line: when it was drafted, which may be long before others saw it
public record GitHubComment(
        long id,
        Person by,
        String body,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Place place) {

    /// Where a line comment stands.
    ///
    /// @param inReplyTo the first comment of the thread, null for the first itself
    record Place(
            long reviewId,
            @Nullable Long inReplyTo,
            SourceCode code,
            String commitId,
            String originalCommitId) {}

    GitHubComment edited(String newBody, Instant at) {
        return new GitHubComment(id, by, newBody, createdAt, at, place);
    }
}
