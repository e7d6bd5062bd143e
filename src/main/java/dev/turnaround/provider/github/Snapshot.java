package dev.turnaround.provider.github;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Reviewer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one telling of a pull request shows of it, be it whole, trimmed, or in the shape of an
/// issue.
///
/// @param number what people see; an issue's own id is another number than the pull request's
/// @param author null when the account is deleted
/// @param updatedAt `created_at` where there is no `updated_at`
/// @param mergedAt null unless it is merged, as far as this shows
/// @param mergedBy null when it is not merged or this does not say
/// @param closedAt when it was closed unmerged; null when it is not, and when this does not tell
///   closed from merged
/// @param open whether it is neither
/// @param draft null when this does not say
/// @param asked who owes a review
record Snapshot(
        long number,
        @Nullable Actor author,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant mergedAt,
        @Nullable Actor mergedBy,
        @Nullable Instant closedAt,
        boolean open,
        @Nullable Boolean draft,
        List<Reviewer> asked,
        Attributes attributes) {}
