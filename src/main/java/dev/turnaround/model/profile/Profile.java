package dev.turnaround.model.profile;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How one tool measures.
///
/// @param name the tool
/// @param source where it says so; null for ours
/// @param definitions its numbers, at most one about each subject
/// @param aggregations how it puts many pull requests together, the one it shows first first
/// @param day which pull requests it puts together
public record Profile(
        String name,
        @Nullable URI source,
        List<Definition> definitions,
        List<Aggregation> aggregations,
        Day day) {
    public Profile {
        definitions = List.copyOf(definitions);
        aggregations = List.copyOf(aggregations);
    }

    /// When a pull request falls into a window, by what it did and not by when a number stopped;
    /// null while it does not.
    public @Nullable Instant at(Story story) {
        var progress = story.progress();
        return switch (day) {
            case OPENED -> progress.opened().at();
            case ENDED, STOPPED -> {
                var end = progress.mergedAt() == null ? progress.closedAt() : progress.mergedAt();
                yield end == null ? null : end.at();
            }
        };
    }

    /// The number of that name.
    public Optional<Definition> called(String word) {
        return definitions.stream().filter(one -> one.name().equals(word)).findFirst();
    }

    /// What it says about a subject.
    public Optional<Definition> about(Subject subject) {
        return definitions.stream().filter(one -> one.subject() == subject).findFirst();
    }
}
