package dev.turnaround.model.profile;

import dev.turnaround.model.Act;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Fold;
import dev.turnaround.model.Ignored;
import dev.turnaround.model.People;
import dev.turnaround.model.Phase;
import dev.turnaround.model.Progress;
import dev.turnaround.model.ReviewVerdict;
import dev.turnaround.model.Timeline;
import dev.turnaround.model.timing.Leg;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.model.timing.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All that happened to one pull request, so that it can be measured by anybody's definition.
///
/// @param progress where it stands
/// @param lines what happened, and what of it does not count for us and why
/// @param firstCommitAt when the first commit was authored; null when nobody has told
public record Story(Progress progress, List<Timeline.Line> lines, @Nullable Instant firstCommitAt) {

    /// The story that facts tell.
    ///
    /// @param facts in any order, one per identity, an opening among them
    /// @param people what is known of the accounts in it
    public static Story of(Collection<Fact> facts, People people, @Nullable Instant firstCommitAt) {
        return new Story(Fold.of(facts, people), Timeline.of(facts, people), firstCommitAt);
    }

    /// When a point was reached; null when it was not.
    ///
    /// @param voices whose words count
    /// @param end what [Point#LAST_READY] must not be after
    /// @param after what words must not come before
    @Nullable Instant find(Point point, Voices voices, Instant end, Instant after) {
        return switch (point) {
            case OPENED -> opened();
            case FIRST_READY -> firstReady();
            case FIRST_MADE_READY -> firstMadeReady();
            case LAST_READY -> lastReady(end);
            case FIRST_REQUEST -> first(lines.stream().filter(Story::requests));
            case FIRST_COMMIT -> firstCommitAt;
            case FIRST_COMMIT_OR_OPENED -> earlier(firstCommitAt, opened());
            case FIRST_RESPONSE -> first(words(voices, after, _ -> true));
            case FIRST_RESPONSE_OR_MERGED ->
                    earlier(first(words(voices, after, _ -> true)), merged());
            case FIRST_REVIEW -> first(words(voices, after, Act.Reviewed.class::isInstance));
            case FIRST_VERDICT ->
                    first(
                            words(
                                    voices,
                                    after,
                                    act ->
                                            verdict(act, ReviewVerdict.APPROVED)
                                                    || verdict(
                                                            act, ReviewVerdict.CHANGES_REQUESTED)));
            case FIRST_APPROVAL -> first(words(voices, after, Story::approves));
            case LAST_APPROVAL ->
                    words(voices, after, Story::approves)
                            .map(this::at)
                            .reduce((_, later) -> later)
                            .orElse(null);
            case MERGED -> merged();
        };
    }

    /// How much of an interval it was not closed.
    Duration open(Instant from, Instant to) {
        return new Timings(progress, Terms.DEFAULT)
                .legs(from, to).stream()
                        .filter(leg -> leg.phase() != Phase.CLOSED)
                        .map(Leg::length)
                        .reduce(Duration.ZERO, Duration::plus);
    }

    private Instant opened() {
        return progress.opened().at();
    }

    private @Nullable Instant merged() {
        return progress.mergedAt() == null ? null : progress.mergedAt().at();
    }

    private @Nullable Instant firstReady() {
        return progress.readyAt() == null ? null : progress.readyAt().at();
    }

    private Instant firstMadeReady() {
        var made = first(lines.stream().filter(Story::makesReady));
        return made == null ? opened() : made;
    }

    private @Nullable Instant lastReady(Instant end) {
        return lines.stream()
                .filter(Story::makesReady)
                .map(this::at)
                .filter(at -> !at.isAfter(end))
                .reduce((_, later) -> later)
                .orElseGet(this::firstReady);
    }

    private static boolean makesReady(Timeline.Line line) {
        return line.effect().ignored() == null && line.effect().kind().equals("ready");
    }

    private static boolean requests(Timeline.Line line) {
        return line.effect().ignored() == null && line.effect().kind().equals("review_requested");
    }

    private Stream<Timeline.Line> words(Voices voices, Instant after, Predicate<Act> what) {
        return lines.stream()
                .filter(line ->
                        line.fact().act() instanceof Act.Commented
                                || line.fact().act() instanceof Act.Reviewed)
                .filter(line -> counts(line.effect().ignored(), voices))
                .filter(line -> what.test(line.fact().act()))
                .filter(line -> !at(line).isBefore(after));
    }

    private static boolean counts(@Nullable Ignored ignored, Voices voices) {
        return switch (ignored) {
            case null -> true;
            case AUTHOR, AUTHOR_AS_ANOTHER -> voices.author();
            case BOT -> voices.bots();
            case DELETED, UNLISTED, UNKNOWN_ACTOR, PART_OF_REVIEW, NO_CHANGE, AFTER_MERGE -> false;
        };
    }

    private static boolean approves(Act act) {
        return verdict(act, ReviewVerdict.APPROVED);
    }

    private static boolean verdict(Act act, ReviewVerdict wanted) {
        return act instanceof Act.Reviewed(var verdict, _) && verdict == wanted;
    }

    private @Nullable Instant first(Stream<Timeline.Line> lines) {
        return lines.findFirst().map(this::at).orElse(null);
    }

    /// Nothing happened before the opening, whatever its time.
    private Instant at(Timeline.Line line) {
        var at = line.fact().at();
        return at.isBefore(opened()) ? opened() : at;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
