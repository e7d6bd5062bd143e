package dev.turnaround.model.measure;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One clock of one pull request: since when it runs, and what it showed when it stopped. Times are
/// cut to whole seconds, so that what is stored is what was worked out.
///
/// @param metric what is measured, by its name in the API: what is stored outlives the list of them
/// @param occurrence which one, where a pull request has several; empty where it has one
/// @param openedAt since when, from the opening
/// @param readyAt since when, from ready, but never after `endedAt`; null while it never was ready,
///   and where that makes no difference
/// @param endedAt when it stopped, or when the pull request was merged or closed without that; null
///   while it runs
/// @param stopped whether it stopped; it has no value otherwise
/// @param sinceOpened its value from the opening; null unless stopped
/// @param sinceReady its value from ready; null unless stopped, and where `readyAt` is
/// @param workingSinceOpened the same in working hours; null where it cannot be told, in what was
///   stored before it was kept whose turn it was when
/// @param workingSinceReady the same in working hours, from ready
/// @param inReady its value from ready, without the time as a draft and closed; null as
///   `sinceReady` is
/// @param workingInReady the same in working hours
public record Measure(
        String metric,
        String occurrence,
        Instant openedAt,
        @Nullable Instant readyAt,
        @Nullable Instant endedAt,
        boolean stopped,
        @Nullable Duration sinceOpened,
        @Nullable Duration sinceReady,
        @Nullable Duration workingSinceOpened,
        @Nullable Duration workingSinceReady,
        @Nullable Duration inReady,
        @Nullable Duration workingInReady) {

    /// Since when it runs, measured so; null when it is not measured so.
    public @Nullable Instant begunAt(Variant variant) {
        return variant.fromReady() ? readyAt : openedAt;
    }

    /// Its value, measured so; null unless it stopped.
    public @Nullable Duration value(Variant variant) {
        return switch (variant) {
            case OPENED -> sinceOpened;
            case READY -> sinceReady;
            case OPENED_WORKING -> workingSinceOpened;
            case READY_WORKING -> workingSinceReady;
            case READY_TIME -> inReady;
            case READY_TIME_WORKING -> workingInReady;
        };
    }
}
