package dev.turnaround.provider.github;

import dev.turnaround.model.issue.Category;
import dev.turnaround.model.issue.Status;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where an issue can stand: open or closed on GitHub itself, and on a project's board one of the
/// options of the field `Status`.
///
/// These are two tracks, and [dev.turnaround.model.issue.IssueFold] lays them side by side: the
/// options are the stages while the issue is open, and a closed issue is done whatever the board
/// says. On no board, open is `todo` and closed is `done`.
///
/// An option has a colour and a name, and no meaning of its own, so that the name must tell the
/// category; one that is not among the customary names has none.
///
/// <https://docs.github.com/en/issues/planning-and-tracking-with-projects/understanding-fields/about-single-select-fields>
final class Board {
    static final Status OPEN = new Status("open", "Open", Category.TODO);

    /// Completed, not planned and duplicate alike: it is finished, one way or the other.
    static final Status CLOSED = new Status("closed", "Closed", Category.DONE);

    private static final String FIELD = "Status";

    private static final Set<String> TODO =
            Set.of(
                    "backlog",
                    "icebox",
                    "inbox",
                    "new",
                    "next",
                    "next up",
                    "no status",
                    "open",
                    "planned",
                    "prioritized",
                    "queued",
                    "ready",
                    "selected",
                    "to do",
                    "to triage",
                    "todo",
                    "triage",
                    "up next");

    private static final Set<String> IN_PROGRESS =
            Set.of(
                    "blocked",
                    "doing",
                    "implementing",
                    "in development",
                    "in progress",
                    "in qa",
                    "in review",
                    "in test",
                    "in testing",
                    "on hold",
                    "paused",
                    "qa",
                    "ready for qa",
                    "ready for review",
                    "ready for test",
                    "review",
                    "started",
                    "testing",
                    "verifying",
                    "waiting",
                    "wip",
                    "working on it");

    private static final Set<String> DONE =
            Set.of(
                    "abandoned",
                    "archived",
                    "canceled",
                    "cancelled",
                    "closed",
                    "complete",
                    "completed",
                    "declined",
                    "deployed",
                    "done",
                    "duplicate",
                    "finished",
                    "fixed",
                    "merged",
                    "not planned",
                    "released",
                    "resolved",
                    "shipped",
                    "wont do",
                    "wont fix");

    private Board() {}

    /// Whether a field of this name says where the issue stands.
    static boolean isStatus(@Nullable String field) {
        return FIELD.equalsIgnoreCase(field);
    }

    /// An option as a status. Boards made from the same template have the same ids of options, so
    /// that the field is part of the identity.
    ///
    /// @param field the node id of the field, which is the project's own
    static Status status(String field, String option, String name) {
        return new Status(field + "/" + option, name, category(name));
    }

    /// What an option of this name means, as far as its words tell: emoji, case and dashes are
    /// decoration.
    private static @Nullable Category category(String name) {
        var words =
                name.toLowerCase(Locale.ROOT)
                        .replaceAll("['’]", "")
                        .replaceAll("[^\\p{L}\\p{N}]+", " ")
                        .strip();
        if (TODO.contains(words)) {
            return Category.TODO;
        }
        if (IN_PROGRESS.contains(words)) {
            return Category.IN_PROGRESS;
        }
        return DONE.contains(words) ? Category.DONE : null;
    }
}
