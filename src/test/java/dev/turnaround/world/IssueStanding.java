package dev.turnaround.world;

import dev.turnaround.model.issue.IssueProgress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything about an issue that people are shown, as one value.
record IssueStanding(List<Stay> stays, @Nullable String assignee, int assignments, int comments) {

    /// One time in one status.
    record Stay(@Nullable String status, Instant entered, @Nullable Instant left) {}

    static IssueStanding of(IssueProgress progress, @Nullable String assignee) {
        return new IssueStanding(
                progress.stays().stream()
                        .map(stay ->
                                new Stay(
                                        stay.status(),
                                        stay.entered().at(),
                                        stay.left() == null ? null : stay.left().at()))
                        .toList(),
                assignee,
                progress.assignments(),
                progress.comments());
    }
}
