package dev.turnaround.model;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Where a pull request stands after its facts have been folded: every clock, every phase, whose
/// turn it is. It is also all that the fold needs to go on from there, so that a fact in order
/// costs the same however long the story is.
///
/// @param opened the opening, as far as the tellings know it
/// @param last the last fact folded; a fact before it cannot be added, only folded anew with all
///   others
/// @param draft whether it is a draft now
/// @param draftKnown whether something has told if it began as a draft; until then it is taken as
///   not
/// @param lastToggle when draft or ready, closed or open, last changed
/// @param lastRequest when somebody was last asked for a review or no longer asked; null before
/// @param readyAt the first moment at which it was open and no draft; null while it never was
/// @param firstResponseAt the first response, perhaps before it was ready; null while there is none
/// @param approvedAt the first approval, perhaps before it was ready; null while there is none
/// @param mergedAt null unless merged
/// @param closedAt null unless closed now
/// @param phase whose turn it is
/// @param phaseSince since when
/// @param spent time in each phase that has ended; the current phase's is not in it
/// @param turns how often the turn went from the author back to the reviewers
/// @param lastTurn whose turn it last was outside of drafts, for counting turns; null at first
/// @param commentAsks whether a comment waits for the author
/// @param reviewsAsk the reviews that wait for the author, by the identity of the fact
/// @param participants everybody asked or heard, by [Reviewer#key]
/// @param shells identities of reviews whose every comment known so far is deleted, so that a new
///   one changes the past
/// @param trail what the other numbers are measured from; null in what was stored before it was
///   kept
public record Progress(
        Fact opened,
        Fact last,
        boolean draft,
        boolean draftKnown,
        Instant lastToggle,
        @Nullable Instant lastRequest,
        @Nullable Moment readyAt,
        @Nullable Moment firstResponseAt,
        @Nullable Moment approvedAt,
        @Nullable Moment mergedAt,
        @Nullable Moment closedAt,
        Phase phase,
        Instant phaseSince,
        Map<Phase, Duration> spent,
        int turns,
        @Nullable Phase lastTurn,
        boolean commentAsks,
        Set<String> reviewsAsk,
        SortedMap<String, Participant> participants,
        Set<String> shells,
        @Nullable Trail trail) {

    /// Whether a fold can go on from here. What an older version stored cannot be gone on from: it
    /// lacks what that version did not keep, which only the facts still tell.
    public boolean resumable() {
        return trail != null;
    }

    /// How often the review went back and forth: once for the first review, and once for each
    /// return to the reviewers.
    public int reviewRounds() {
        return turns + (firstResponseAt == null ? 0 : 1);
    }

    /// The time in each phase up to `now`. The values add up to the time in which the pull request
    /// was open.
    public Map<Phase, Duration> spentUntil(Instant now) {
        var until = new EnumMap<Phase, Duration>(Phase.class);
        until.putAll(spent);
        if (phase.open()) {
            var running = Duration.between(phaseSince, now);
            until.merge(phase, running.isNegative() ? Duration.ZERO : running, Duration::plus);
        }
        return until;
    }

    /// What a clock shows: from ready to what stopped it; zero when that came before it was ready;
    /// null while it runs, and while the pull request never was ready.
    public @Nullable Duration elapsed(Clock clock) {
        var stop = stop(clock);
        if (stop == null || readyAt == null) {
            return null;
        }
        var elapsed = Duration.between(readyAt.at(), stop.at());
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }

    /// Whether what stopped the clock came before the pull request was ready.
    public boolean early(Clock clock) {
        var stop = stop(clock);
        return stop != null && (readyAt == null || stop.at().isBefore(readyAt.at()));
    }

    private @Nullable Moment stop(Clock clock) {
        return switch (clock) {
            case TIME_TO_FIRST_COMMENT -> firstResponseAt;
            case TIME_TO_APPROVE -> approvedAt;
            case TIME_TO_MERGE -> mergedAt;
        };
    }

    /// The first by name of those humans and teams that owe an answer, by [Reviewer#key]; null when
    /// nobody does.
    public @Nullable String owing() {
        return Fold.owing(participants);
    }

    /// Who must act, by name: the people and teams who still owe a review while one is awaited,
    /// else the author; nobody once it is merged or closed.
    public List<String> turn() {
        if (!phase.open()) {
            return List.of();
        }
        var owing =
                participants.values().stream()
                        .filter(one -> one.pending() && !one.bot())
                        .map(Participant::name)
                        .toList();
        if (phase == Phase.AWAITING_REVIEW && !owing.isEmpty()) {
            return owing;
        }
        return opened.actor() == null ? List.of() : List.of(opened.actor().login());
    }
}
