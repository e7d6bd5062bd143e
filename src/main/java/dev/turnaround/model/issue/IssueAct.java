package dev.turnaround.model.issue;

import dev.turnaround.model.Actor;
import dev.turnaround.model.reference.Evidence;
import org.jspecify.annotations.Nullable;

/// What kind of thing an [IssueFact] says happened, with what is particular to the kind.
public sealed interface IssueAct {

    /// The issue came into being.
    ///
    /// @param status where it began; null when the telling came later and cannot know
    record Created(@Nullable Status status) implements IssueAct {}

    /// It went from one status to another.
    ///
    /// @param from null when the telling does not say
    record Moved(@Nullable Status from, Status to) implements IssueAct {}

    /// A board put it somewhere, as its own tracker did not: an issue that is open or closed there
    /// is moved about on a board. It counts while the issue is not finished; see [IssueFold].
    ///
    /// @param from null when the telling does not say, or the board had it nowhere
    record Placed(@Nullable Status from, Status to) implements IssueAct {}

    /// It was given to somebody, or taken from them.
    ///
    /// @param to null when nobody has it from now on
    record Assigned(@Nullable Actor to) implements IssueAct {}

    /// Somebody wrote a comment.
    record Commented() implements IssueAct {}

    /// It was linked with something, by people or by the tracker, not by a mention in a text.
    ///
    /// @param evidence [Evidence#TRACKER] or [Evidence#REMOTE_LINK]
    /// @param target the identity of another issue of the same connection, or the address of
    ///   something elsewhere
    record Linked(Evidence evidence, String target) implements IssueAct {}

    /// It was deleted, for good.
    record Deleted() implements IssueAct {}

    /// A snapshot showed it in this status at a moment. It says nothing new unless the move that
    /// led there never arrived; then it stands in for it, estimated.
    record Seen(Status status) implements IssueAct {}

    /// The name of the kind.
    default String kind() {
        return switch (this) {
            case Created _ -> "created";
            case Moved _ -> "moved";
            case Placed _ -> "placed";
            case Assigned _ -> "assigned";
            case Commented _ -> "commented";
            case Linked _ -> "linked";
            case Deleted _ -> "deleted";
            case Seen _ -> "seen";
        };
    }

    /// The strand it belongs to; null for what nothing takes back.
    default @Nullable IssueStrand strand() {
        return switch (this) {
            case Created _, Deleted _ -> null;
            case Moved _ -> IssueStrand.MOVES;
            case Placed _ -> IssueStrand.PLACES;
            case Assigned _ -> IssueStrand.ASSIGNMENTS;
            case Commented _ -> IssueStrand.COMMENTS;
            case Linked _ -> IssueStrand.LINKS;
            case Seen _ -> IssueStrand.SIGHTINGS;
        };
    }

    /// Where the kind stands among facts of the same moment.
    default int rank() {
        return switch (this) {
            case Created _ -> 0;
            case Moved _ -> 1;
            case Placed _ -> 2;
            case Assigned _ -> 3;
            case Commented _ -> 4;
            case Linked _ -> 5;
            case Deleted _ -> 6;
            case Seen _ -> 7;
        };
    }
}
