package dev.turnaround.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The story of a pull request: each fact in order, with what it did.
public final class Timeline {

    private Timeline() {}

    /// One line of the story.
    ///
    /// @param fact what happened
    /// @param effect what that did to the clocks, or why nothing
    /// @param phase whose turn it was from then on
    public record Line(Fact fact, Effect effect, Phase phase) {}

    /// Tells the story of a set of facts. Sightings that changed nothing are left out: they say
    /// nothing.
    ///
    /// @param facts in any order, one per identity, an opening among them
    /// @throws IllegalArgumentException when there is no opening
    public static List<Line> of(Collection<Fact> facts) {
        return of(facts, People.STRANGERS);
    }

    /// Tells the story of a set of facts, as those who are known have made it.
    ///
    /// @param facts in any order, one per identity, an opening among them
    /// @param people what is known of the accounts in it
    /// @throws IllegalArgumentException when there is no opening
    public static List<Line> of(Collection<Fact> facts, People people) {
        var lines = new ArrayList<Line>(facts.size());
        Fold.walk(
                facts,
                people,
                (fact, effect, fold) -> {
                    if (isTold(fact, effect)) {
                        lines.add(new Line(fact, effect, fold.phase()));
                    }
                });
        return List.copyOf(lines);
    }

    /// A line and where the pull request stood after it.
    public record Stage(Line line, Progress progress) {}

    /// Tells the same story, with all that came of each fact. Costs as much again as each line has
    /// lines before it, so it is for one pull request that somebody looks at.
    ///
    /// @param facts in any order, one per identity, an opening among them
    /// @param people what is known of the accounts in it
    /// @throws IllegalArgumentException when there is no opening
    public static List<Stage> stages(Collection<Fact> facts, People people) {
        var stages = new ArrayList<Stage>(facts.size());
        Fold.walk(
                facts,
                people,
                (fact, effect, fold) -> {
                    if (isTold(fact, effect)) {
                        var line = new Line(fact, effect, fold.phase());
                        stages.add(new Stage(line, fold.progress()));
                    }
                });
        return List.copyOf(stages);
    }

    private static boolean isTold(Fact fact, Effect effect) {
        return !(fact.act() instanceof Act.Seen) || effect.ignored() == null;
    }
}
