package dev.turnaround.model.issue;

import dev.turnaround.model.Stamped;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How well an issue is prepared, and how much people work on it together.
///
/// @param parts what it is made of, those that gave nothing too
public record Score(List<Part> parts) {

    /// The two halves of the score.
    public enum Half {
        /// What somebody who takes the issue up finds in it.
        COMPLETENESS,
        /// What people did with it.
        INTERACTIONS
    }

    /// What one thing gives.
    ///
    /// @param name the name in the API
    /// @param points what it gives
    /// @param max what it could give
    public record Part(Half half, String name, int points, int max) {}

    /// Copies the list.
    public Score {
        parts = List.copyOf(parts);
    }

    /// The score of an issue. What is unknown gives nothing.
    ///
    /// @param pullRequests the pull requests that it is linked with, by address; one that is linked
    ///   in several ways counts once
    public static Score of(Issue issue, Collection<String> pullRequests, ScoreWeights weights) {
        var told = issue.attributes();
        var progress = issue.progress();
        var linked = new TreeSet<>(issue.documents());
        linked.addAll(pullRequests);
        var longEnough =
                told.summary() != null
                        && told.summary().value().strip().length() >= weights.summaryChars();
        var explained =
                told.descriptionLength() != null
                        && told.descriptionLength().value() >= weights.descriptionChars();
        var assigned = told.assignee() != null && told.assignee().value().actor() != null;
        var estimated = told.estimated() != null && told.estimated().value();
        return new Score(
                List.of(
                        given("summary", longEnough, weights.summary()),
                        given("description", explained, weights.description()),
                        given("assignee", assigned, weights.assignee()),
                        given(
                                "typeAndPriority",
                                isSaid(told.type()) && isSaid(told.priority()),
                                weights.typeAndPriority()),
                        given("estimate", estimated, weights.estimate()),
                        given("parent", isSaid(told.parent()), weights.parent()),
                        counted(
                                "commenters",
                                progress.commenters().size(),
                                weights.commenter(),
                                weights.commentersMax()),
                        counted("moves", progress.moves(), weights.move(), weights.movesMax()),
                        counted("links", linked.size(), weights.link(), weights.linksMax())));
    }

    /// All parts together, 0 to 100 by default.
    public int total() {
        return parts.stream().mapToInt(Part::points).sum();
    }

    /// What one half gives.
    public int of(Half half) {
        return parts.stream().filter(part -> part.half() == half).mapToInt(Part::points).sum();
    }

    private static boolean isSaid(@Nullable Stamped<String> told) {
        return told != null && !told.value().isEmpty();
    }

    private static Part given(String name, boolean there, int points) {
        return new Part(Half.COMPLETENESS, name, there ? points : 0, points);
    }

    private static Part counted(String name, int count, int each, int max) {
        return new Part(Half.INTERACTIONS, name, (int) Math.min(max, (long) count * each), max);
    }
}
