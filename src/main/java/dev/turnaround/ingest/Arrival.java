package dev.turnaround.ingest;

import dev.turnaround.model.Change;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.store.DeliveryVerdict;
import dev.turnaround.store.Origin;
import dev.turnaround.trace.Span;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A delivery that has been read and waits to be stored; or something that an API listed.
///
/// @param connection through which connection it came
/// @param deliveryId the provider's identity of the event, or null
/// @param event the provider's word for it, or null
/// @param action the provider's word for what happened, or null
/// @param receivedAt when its last byte had come in
/// @param content what it says
/// @param entry identity of the entry of the log that it was read from, the same however often it
///   is read; null for what comes straight from the door or from an API
/// @param span what its trace has come to
public record Arrival(
        String connection,
        @Nullable String deliveryId,
        @Nullable String event,
        @Nullable String action,
        Instant receivedAt,
        Content content,
        @Nullable String entry,
        Span span) {

    /// What is read from a log.
    public Arrival(
            String connection,
            @Nullable String deliveryId,
            @Nullable String event,
            @Nullable String action,
            Instant receivedAt,
            Content content,
            @Nullable String entry) {
        this(connection, deliveryId, event, action, receivedAt, content, entry, Span.NONE);
    }

    /// What comes straight from the door or from an API.
    public Arrival(
            String connection,
            @Nullable String deliveryId,
            @Nullable String event,
            @Nullable String action,
            Instant receivedAt,
            Content content) {
        this(connection, deliveryId, event, action, receivedAt, content, null);
    }

    /// What an arrival says.
    public sealed interface Content {}

    /// Something to fold.
    public record News(Change change) implements Content {}

    /// Something to fold that nobody delivered: an API listed it. It leaves no line in the delivery
    /// log.
    public record Listed(Change change) implements Content {}

    /// Nothing to fold, only a line for the delivery log.
    ///
    /// @param verdict what became of it
    /// @param reason why, in a few words
    /// @param about the pull request that it would have been news of, or null
    public record Nothing(DeliveryVerdict verdict, String reason, @Nullable PullRequestKey about)
            implements Content {}

    /// An arrival with something to fold.
    public static Content news(Change change) {
        return new News(change);
    }

    /// What an API listed.
    static Arrival listed(String connection, Change change, Instant at) {
        return new Arrival(connection, null, null, null, at, new Listed(change));
    }

    /// An arrival with nothing to fold.
    public static Content nothing(DeliveryVerdict verdict, String reason) {
        return new Nothing(verdict, reason, null);
    }

    /// An arrival that is left out by configuration.
    public static Content leftOut(String reason, Change change) {
        return new Nothing(
                DeliveryVerdict.SKIPPED,
                reason,
                change instanceof Change.ToPullRequest told ? told.key() : null);
    }

    /// The same, saying something else.
    public Arrival saying(Content other) {
        return new Arrival(connection, deliveryId, event, action, receivedAt, other, entry, span);
    }

    /// The same as part of a trace.
    public Arrival traced(Span other) {
        return other.equals(span)
                ? this
                : new Arrival(
                        connection, deliveryId, event, action, receivedAt, content, entry, other);
    }

    /// The pull request that it is about, or null.
    @Nullable PullRequestKey pullRequest() {
        if (content instanceof Nothing(_, _, var about)) {
            return about;
        }
        return change() instanceof Change.ToPullRequest told ? told.key() : null;
    }

    /// The identity of the repository or project that it is about, or null.
    @Nullable String repository() {
        var about = pullRequest();
        var repository =
                switch (change()) {
                    case Change.ToIssue told -> told.repository();
                    case Change.ToRepository(var told) -> told;
                    case null, default -> null;
                };
        return repository != null ? repository.id() : about == null ? null : about.repository();
    }

    /// What it is about, so that all arrivals about the same can go the same way; itself where it
    /// is about nothing of the kind.
    Object subject() {
        return switch (change()) {
            case Change.ToPullRequest told -> told.key();
            case Change.ToIssue told -> told.key();
            case Change.PullRequestGone gone -> gone.key();
            case Change.IssueGone gone -> gone.key();
            case Change.ToRepository _ -> this;
            case null -> this;
        };
    }

    /// What there is to fold; null for nothing.
    @Nullable Change change() {
        return switch (content) {
            case News(var change) -> change;
            case Listed(var change) -> change;
            case Nothing _ -> null;
        };
    }

    /// What brings its facts.
    Origin origin() {
        return content instanceof Listed ? Origin.BACKFILL : Origin.webhook(deliveryId);
    }

    /// Whether it is to have a line in the delivery log.
    boolean isLogged() {
        return !(content instanceof Listed);
    }

    /// Whether a repetition of this delivery is to be recognised. One that was refused or left out
    /// is not: it may be wanted when it comes again.
    boolean leavesReceipt() {
        return deliveryId != null
                && switch (content) {
                    case News _ -> true;
                    case Listed _ -> false;
                    case Nothing(var verdict, _, _) -> verdict == DeliveryVerdict.IGNORED;
                };
    }
}
