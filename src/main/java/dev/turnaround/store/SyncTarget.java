package dev.turnaround.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far one list of a repository has been read. Times are the provider's.
///
/// @param watermark all that changed before is stored; null when the list was never read to its end
/// @param unfinished a list that was begun and not read to its end; null when there is none
public record SyncTarget(@Nullable Instant watermark, @Nullable Unfinished unfinished) {

    /// Nothing was read yet.
    public static final SyncTarget NONE = new SyncTarget(null, null);

    /// A list that was begun.
    ///
    /// @param cursor where it goes on
    /// @param since it holds what changed since then
    /// @param begunAt when it was asked for
    public record Unfinished(String cursor, Instant since, Instant begunAt) {}
}
