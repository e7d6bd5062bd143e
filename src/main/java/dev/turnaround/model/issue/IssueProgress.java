package dev.turnaround.model.issue;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// Where an issue stands after its facts have been folded. It is also all that the fold needs to go
/// on from there.
///
/// @param created the creation; null while nothing has told of it
/// @param last the last fact folded
/// @param began when the creation was, or else, estimated, the first thing known of it
/// @param stays one after the other without gaps, the current one last; empty while nothing has
///   told of a status
/// @param place identity of the status in which a board has it; null while no board has told
/// @param statuses what is known of each status, by its identity
/// @param deletedAt null unless deleted
/// @param assignments how often it was given to somebody or taken from them
/// @param comments how many comments stand
/// @param commenters the people behind them, by identity; bots are not among them
/// @param links what it is linked with, each as [IssueAct.Linked#target]
public record IssueProgress(
        @Nullable IssueFact created,
        IssueFact last,
        Moment began,
        List<Stay> stays,
        @Nullable String place,
        SortedMap<String, Status> statuses,
        @Nullable Moment deletedAt,
        int assignments,
        int comments,
        SortedMap<String, Actor> commenters,
        SortedSet<String> links) {

    /// Where it stands now; null while nothing has told.
    public @Nullable Status status() {
        return stays.isEmpty() ? null : status(stays.getLast());
    }

    /// The status of a stay, as it was last called; null where nothing tells.
    public @Nullable Status status(Stay stay) {
        return stay.status() == null ? null : statuses.get(stay.status());
    }

    /// How often it went from one status to another.
    public int moves() {
        return Math.max(0, stays.size() - 1);
    }

    /// How often it went from done back to something else.
    public int reopenings() {
        var reopenings = 0;
        for (var next = 1; next < stays.size(); next++) {
            if (category(stays.get(next - 1)) == Category.DONE
                    && category(stays.get(next)) != Category.DONE) {
                reopenings++;
            }
        }
        return reopenings;
    }

    /// When it first came to a status of this category; null while it has not.
    public @Nullable Moment firstIn(Category category) {
        for (var stay : stays) {
            if (category(stay) == category) {
                return stay.entered();
            }
        }
        return null;
    }

    /// How old it is, or was when it was deleted.
    public Duration age(Instant now) {
        var age = Duration.between(began.at(), end(now));
        return age.isNegative() ? Duration.ZERO : age;
    }

    /// The time in each status up to `now`, in the order in which the issue first came there. A
    /// beginning of which nothing tells is left out.
    public List<Stage> stages(Instant now) {
        var byStatus = new LinkedHashMap<String, List<Stay>>();
        for (var stay : stays) {
            if (stay.status() != null) {
                byStatus.computeIfAbsent(stay.status(), _ -> new ArrayList<>()).add(stay);
            }
        }
        var stages = new ArrayList<Stage>(byStatus.size());
        byStatus.forEach((status, some) -> {
            var known = statuses.get(status);
            if (known != null) {
                stages.add(stage(known, some, now));
            }
        });
        return List.copyOf(stages);
    }

    private Stage stage(Status status, List<Stay> some, Instant now) {
        var end = end(now);
        var sum = some.stream().map(stay -> stay.until(end)).reduce(Duration.ZERO, Duration::plus);
        var last = some.getLast();
        var span =
                Duration.between(
                        some.getFirst().entered().at(),
                        last.left() == null ? end : last.left().at());
        return new Stage(
                status,
                some.size(),
                sum,
                span.isNegative() ? Duration.ZERO : span,
                deletedAt == null && last.left() == null);
    }

    private Instant end(Instant now) {
        return deletedAt == null ? now : deletedAt.at();
    }

    private @Nullable Category category(Stay stay) {
        var status = status(stay);
        return status == null ? null : status.category();
    }
}
