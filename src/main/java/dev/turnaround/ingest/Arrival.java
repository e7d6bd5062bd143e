package dev.turnaround.ingest;

import dev.turnaround.model.Change;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.store.DeliveryVerdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A delivery that has been read and waits to be stored.
///
/// @param connection through which connection it came
/// @param deliveryId the provider's identity of the event, or null
/// @param event the provider's word for it, or null
/// @param action the provider's word for what happened, or null
/// @param receivedAt when its last byte had come in
/// @param content what it says
public record Arrival(
        String connection,
        @Nullable String deliveryId,
        @Nullable String event,
        @Nullable String action,
        Instant receivedAt,
        Content content) {

    /// What an arrival says.
    public sealed interface Content {}

    /// Something to fold.
    record News(Change change) implements Content {}

    /// Nothing to fold, only a line for the delivery log.
    ///
    /// @param verdict what became of it
    /// @param reason why, in a few words
    record Nothing(DeliveryVerdict verdict, String reason) implements Content {}

    /// An arrival with something to fold.
    public static Content news(Change change) {
        return new News(change);
    }

    /// An arrival with nothing to fold.
    public static Content nothing(DeliveryVerdict verdict, String reason) {
        return new Nothing(verdict, reason);
    }

    /// The pull request that it is about, or null.
    @Nullable PullRequestKey pullRequest() {
        return content instanceof News(Change.ToPullRequest change) ? change.key() : null;
    }

    /// What it is about, so that all arrivals about the same can go the same way; itself where it
    /// is about nothing of the kind.
    Object subject() {
        return switch (content) {
            case News(Change.ToPullRequest change) -> change.key();
            case News(Change.ToIssue change) -> change.key();
            case News _, Nothing _ -> this;
        };
    }

    /// Whether a repetition of this delivery is to be recognised. One that was refused or left out
    /// is not: it may be wanted when it comes again.
    boolean leavesReceipt() {
        return deliveryId != null
                && switch (content) {
                    case News _ -> true;
                    case Nothing(var verdict, _) -> verdict == DeliveryVerdict.IGNORED;
                };
    }
}
