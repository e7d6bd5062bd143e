package dev.turnaround.simulator.github;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Team;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of a pull request's timeline: what webhooks give neither an id nor a time.
///
/// <https://docs.github.com/en/graphql/reference/unions#pullrequesttimelineitems>
///
/// @param reviewer who was asked, a person or a team; null for other kinds
/// @param review which review was dismissed; null for other kinds
/// @param was what it had said; null for other kinds
/// @param before,after the heads of a forced push; null for other kinds
record GitHubEvent(
        long id,
        Kind kind,
        Instant at,
        Person by,
        @Nullable Person reviewer,
        @Nullable Team team,
        @Nullable Long review,
        GitHubReview.@Nullable State was,
        @Nullable String before,
        @Nullable String after) {

    /// The kinds, with GraphQL's word and the prefix of the node id.
    enum Kind {
        READY_FOR_REVIEW("ReadyForReviewEvent", "RFRE"),
        CONVERT_TO_DRAFT("ConvertToDraftEvent", "CTDE"),
        REVIEW_REQUESTED("ReviewRequestedEvent", "RRE"),
        REVIEW_REQUEST_REMOVED("ReviewRequestRemovedEvent", "RRRE"),
        REVIEW_DISMISSED("ReviewDismissedEvent", "RDE"),
        HEAD_REF_FORCE_PUSHED("HeadRefForcePushedEvent", "HRFPE"),
        MERGED("MergedEvent", "ME"),
        CLOSED("ClosedEvent", "CE"),
        REOPENED("ReopenedEvent", "REE");

        private final String type;
        private final String prefix;

        Kind(String type, String prefix) {
            this.type = type;
            this.prefix = prefix;
        }

        /// The word for it in `itemTypes`.
        String item() {
            return name() + "_EVENT";
        }

        String type() {
            return type;
        }

        String prefix() {
            return prefix;
        }
    }

    static GitHubEvent of(long id, Kind kind, Instant at, Person by) {
        return new GitHubEvent(id, kind, at, by, null, null, null, null, null, null);
    }

    GitHubEvent about(@Nullable Person person, @Nullable Team someTeam) {
        return new GitHubEvent(id, kind, at, by, person, someTeam, null, null, null, null);
    }

    GitHubEvent about(GitHubReview dismissed) {
        return new GitHubEvent(
                id, kind, at, by, null, null, dismissed.id(), dismissed.state(), null, null);
    }

    GitHubEvent between(String old, String now) {
        return new GitHubEvent(id, kind, at, by, null, null, null, null, old, now);
    }
}
