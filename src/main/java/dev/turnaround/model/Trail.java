package dev.turnaround.model;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What [Progress] keeps for the numbers that the three first clocks do not give.
///
/// @param firstReviewAt the first submitted review by a human who is not the author, whatever it
///   said; null while there is none. The empty review that GitHub puts around a single inline
///   comment is one, as GitHub has it
/// @param firstAutomatedAt the first comment or review by a bot that is not the author; null while
///   there is none
/// @param held how long approvals have been held without a standing request for changes: the first
///   tells since when there was one at least, the second since when there were two, and so on.
///   Empty while there are none or somebody objects; what is taken back counts anew when it is
///   given again
/// @param asked since when each of those who owe an answer does, by [Reviewer#key]. Who is asked
///   again before they answered has been asked once, the first time
/// @param answers the requests that were answered, in the order of the answers
/// @param spans whose turn it was when, from the opening on
public record Trail(
        @Nullable Moment firstReviewAt,
        @Nullable Moment firstAutomatedAt,
        List<Moment> held,
        SortedMap<String, Instant> asked,
        List<Answer> answers,
        List<Span> spans) {

    /// Since when the required approvals have been held; null while they are not.
    ///
    /// @param required at least 1
    public @Nullable Moment heldSince(int required) {
        return held.size() < required ? null : held.get(required - 1);
    }
}
