package dev.turnaround.provider.jira;

import dev.turnaround.model.issue.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one telling shows of an issue: whole with the events of issues, half a dozen fields with
/// those of comments on Cloud.
///
/// @param id the identity that stays
/// @param key what people call it; null when this does not say
/// @param site the address of the site; null when this does not say
/// @param whole whether all fields are there, so that what is missing is empty
/// @param tellsAssignee whether `assignee` says something, be it that nobody has it
/// @param parent identity of the issue that it is a part of
/// @param tellsParent whether `parent` is there
/// @param prose the words of the description, which must not be kept; null when this does not say
/// @param estimate whether time tracking has an estimate; null when it does not say
/// @param links the issues that it is linked with
record Snapshot(
        String id,
        @Nullable String key,
        @Nullable String site,
        boolean whole,
        @Nullable Project project,
        @Nullable Status status,
        @Nullable String type,
        @Nullable String priority,
        @Nullable String summary,
        @Nullable String prose,
        @Nullable User creator,
        @Nullable User assignee,
        boolean tellsAssignee,
        @Nullable String parent,
        boolean tellsParent,
        @Nullable Boolean estimate,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        List<Link> links) {

    /// @param key in capitals, such as `ENG`
    record Project(String id, String key) {}

    /// @param id identity of the link
    /// @param other identity of the other issue
    record Link(String id, String other) {}
}
