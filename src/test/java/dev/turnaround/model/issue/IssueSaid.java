package dev.turnaround.model.issue;

import dev.turnaround.model.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the facts of an issue come to, in the words of the [scenarios][IssueScenario].
///
/// | statement | meaning |
/// | --- | --- |
/// | `status doing`, `status null` | where it stands, by name |
/// | `category in_progress` | and what that means |
/// | `stays todo 09:00-10:00, doing 10:00-` | one after the other, by identity; `~` before a time that is a proxy |
/// | `sum todo 1h, doing 30m` | time in each status up to 12:00 |
/// | `span todo 2h` | the same from first in to last out |
/// | `age 3h` | up to 12:00 |
/// | `moves 2`, `reopenings 1`, `assignments 1`, `comments 3` | how often |
/// | `first done 11:00` | when it first came to a category |
/// | `commenters lena, omar`, `links 17`, `deleted 11:00` | what they say |
final class IssueSaid {
    private static final Instant NOW = IssueScenario.instant("12:00");

    private final IssueProgress progress;

    IssueSaid(Collection<IssueFact> facts) {
        this.progress = IssueFold.of(facts);
    }

    /// What is so, in the form of the statement.
    String insteadOf(String statement) {
        var words = statement.split(" ", 3);
        var status = progress.status();
        return words[0]
                + " "
                + switch (words[0]) {
                    case "status" -> status == null ? "null" : status.name();
                    case "category" ->
                            status == null || status.category() == null
                                    ? "null"
                                    : status.category().word();
                    case "stays" -> list(progress.stays().stream().map(IssueSaid::stay).toList());
                    case "sum" -> stages(Stage::sum);
                    case "span" -> stages(Stage::span);
                    case "age" -> duration(progress.age(NOW));
                    case "moves" -> progress.moves();
                    case "reopenings" -> progress.reopenings();
                    case "assignments" -> progress.assignments();
                    case "comments" -> progress.comments();
                    case "first" ->
                            words[1]
                                    + " "
                                    + time(
                                            progress.firstIn(
                                                    Category.valueOf(
                                                            words[1].toUpperCase(Locale.ROOT))));
                    case "commenters" -> list(progress.commenters().keySet());
                    case "links" -> list(progress.links());
                    case "deleted" -> time(progress.deletedAt());
                    default -> throw new IllegalArgumentException(statement);
                };
    }

    private String stages(Function<Stage, Duration> time) {
        return list(
                progress.stages(NOW).stream()
                        .map(stage -> stage.status().id() + " " + duration(time.apply(stage)))
                        .toList());
    }

    private static String stay(Stay stay) {
        return "%s %s-%s"
                .formatted(
                        stay.status() == null ? "?" : stay.status(),
                        time(stay.entered()),
                        stay.left() == null ? "" : time(stay.left()));
    }

    private static String time(@Nullable Moment moment) {
        return moment == null
                ? "null"
                : (moment.estimated() ? "~" : "") + IssueScenario.time(moment.at());
    }

    private static String duration(Duration duration) {
        return duration.isZero()
                ? "0"
                : duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    private static String list(Collection<String> words) {
        return words.isEmpty() ? "nothing" : words.stream().collect(Collectors.joining(", "));
    }
}
