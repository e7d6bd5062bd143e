package dev.turnaround.model.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One pull request by the definitions of two tools.
///
/// @param one what the one shows; null for nothing
/// @param other what the other shows; null for nothing
/// @param sentence what they show and, if that differs, which parts of the definitions make it
///   differ
public record Comparison(@Nullable Duration one, @Nullable Duration other, String sentence) {

    /// A part in which definitions can differ.
    private record Part(
            Function<Definition, Object> value,
            BinaryOperator<Definition> take,
            Function<Definition, String> words) {}

    private static final List<Part> PARTS =
            List.of(
                    new Part(
                            Definition::eligible,
                            (into, of) -> into.of(of.eligible()),
                            one -> "measures " + one.eligible().words()),
                    new Part(
                            Definition::from,
                            (into, of) -> into.from(of.from()),
                            one -> "starts " + one.from().words()),
                    new Part(
                            Definition::to,
                            (into, of) -> into.to(of.to()),
                            one -> "ends " + one.to().words()),
                    new Part(
                            Definition::voices,
                            (into, of) -> into.heeding(of.voices()),
                            one -> "hears " + one.voices().words()),
                    new Part(
                            Definition::early,
                            (into, of) -> into.early(of.early()),
                            one -> "counts an end before the start " + one.early().words()),
                    new Part(
                            Definition::closedCounts,
                            (into, of) -> into.closedCounts(of.closedCounts()),
                            one ->
                                    one.closedCounts()
                                            ? "counts the time in which it was closed"
                                            : "leaves out the time in which it was closed"),
                    new Part(
                            Definition::minutes,
                            (into, of) -> into.minutes(of.minutes()),
                            one ->
                                    one.minutes()
                                            ? "rounds up to whole minutes"
                                            : "does not round"));

    /// Holds two tools against each other.
    ///
    /// @return nothing when one of them has no number about the subject
    public static Optional<Comparison> of(
            Profile one, Profile other, Subject subject, Story story) {
        return one.about(subject)
                .flatMap(ours ->
                        other.about(subject)
                                .map(theirs -> of(one.name(), ours, other.name(), theirs, story)));
    }

    private static Comparison of(
            String one, Definition ours, String other, Definition theirs, Story story) {
        var here = ours.measure(story);
        var there = theirs.measure(story);
        var said = Said.of(here, there);
        if (Objects.equals(here, there)) {
            return new Comparison(
                    here, there, "%s and %s show %s.".formatted(one, other, said.one()));
        }
        var why = new ArrayList<String>();
        for (var part : reasons(ours, theirs, story)) {
            why.add(
                    "%s %s, %s %s"
                            .formatted(
                                    one,
                                    part.words().apply(ours),
                                    other,
                                    part.words().apply(theirs)));
        }
        return new Comparison(
                here,
                there,
                "%s shows %s, %s %s: %s."
                        .formatted(one, said.one(), other, said.other(), String.join("; ", why)));
    }

    /// The parts that make the difference: one that does alone, if there is one; else those that do
    /// together, taken over one after the other, without those that turn out not to matter.
    private static List<Part> reasons(Definition ours, Definition theirs, Story story) {
        var wanted = ours.measure(story);
        var differing =
                PARTS.stream()
                        .filter(part ->
                                !part.value().apply(ours).equals(part.value().apply(theirs)))
                        .toList();
        for (var part : differing) {
            if (Objects.equals(part.take().apply(theirs, ours).measure(story), wanted)) {
                return List.of(part);
            }
        }
        var needed = new ArrayList<>(differing);
        for (var part : differing) {
            var rest = new ArrayList<>(needed);
            rest.remove(part);
            var without = theirs;
            for (var one : rest) {
                without = one.take().apply(without, ours);
            }
            if (Objects.equals(without.measure(story), wanted)) {
                needed = rest;
            }
        }
        return needed;
    }

    /// Whether they differ.
    public boolean differs() {
        return !Objects.equals(one, other);
    }
}
