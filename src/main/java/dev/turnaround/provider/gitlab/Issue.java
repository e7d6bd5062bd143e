package dev.turnaround.provider.gitlab;

import dev.turnaround.model.issue.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one telling of an issue, or of another work item, shows of it. Whatever is not told is
/// null.
///
/// @param id the identity that stays, unique within the instance
/// @param number what people see, `iid`; unique within the project
/// @param author an account's number
/// @param status where it stands: its own status from 18.2 on, where the licence has such; else
///   open or closed
/// @param open whether it is open
/// @param action what happened, in an event of its own
/// @param type such as `Issue` or `Task`; some versions do not tell it of other work items
/// @param prose the description without code, which must not be kept; empty for none
/// @param estimated whether it has a weight or a time estimate
/// @param assignees numbers of the accounts that have it
record Issue(
        long id,
        @Nullable Long number,
        @Nullable Long author,
        Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable Instant closedAt,
        @Nullable Status status,
        boolean open,
        @Nullable String action,
        @Nullable String type,
        @Nullable String title,
        @Nullable String prose,
        @Nullable String url,
        @Nullable Boolean estimated,
        @Nullable List<Long> assignees) {}
