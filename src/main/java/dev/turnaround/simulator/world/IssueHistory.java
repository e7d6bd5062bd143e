package dev.turnaround.simulator.world;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.jira.JiraStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What truly happened to one issue.
public final class IssueHistory {
    private final String key;
    private final List<Entry> entries = new ArrayList<>();

    IssueHistory(String key) {
        this.key = key;
    }

    /// Something that somebody did.
    public record Entry(Instant at, Person by, Step step) {}

    /// What was done.
    public sealed interface Step {
        /// It was created where the workflow begins.
        record Created() implements Step {}

        /// It went to another status.
        record Moved(JiraStatus to) implements Step {}

        /// It was given to somebody, or taken from them.
        ///
        /// @param to null for nobody
        record Assigned(@Nullable Person to) implements Step {}

        /// Somebody commented on it.
        record Commented(long comment) implements Step {}

        /// What was said is no longer there.
        record CommentRemoved(long comment) implements Step {}

        /// It was deleted, with all that belongs to it.
        record Deleted() implements Step {}
    }

    void note(Instant at, Person by, Step step) {
        entries.add(new Entry(at, by, step));
    }

    /// What people call it.
    public String key() {
        return key;
    }

    /// What happened, in the order in which it did; empty before it is created.
    public List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /// When it was deleted; null while it is there.
    public @Nullable Instant deletedAt() {
        return entries.stream()
                .filter(entry -> entry.step() instanceof Step.Deleted)
                .map(Entry::at)
                .findFirst()
                .orElse(null);
    }

    /// Who has it now; null for nobody.
    public @Nullable Person assignee() {
        Person assignee = null;
        for (var entry : entries) {
            if (entry.step() instanceof Step.Assigned(var to)) {
                assignee = to;
            }
        }
        return assignee;
    }
}
