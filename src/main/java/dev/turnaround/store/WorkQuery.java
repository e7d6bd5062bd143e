package dev.turnaround.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which chunks and superchunks are asked for. A null asks for all.
///
/// @param superchunk true for those of more than one contributor, false for the others
/// @param person name or login in any case, or the identity of a person or an account
/// @param team name in any case, or identity, of a contributor's team
/// @param open whether an item is open
/// @param repository name in any case, or identity, of a pull request's repository
/// @param issue the key of one of its issues, or a former one, in any case
/// @param after the last of the page before
/// @param limit at most so many
public record WorkQuery(
        @Nullable Boolean superchunk,
        @Nullable String person,
        @Nullable String team,
        @Nullable Boolean open,
        @Nullable String repository,
        @Nullable String issue,
        @Nullable After after,
        int limit) {

    /// Where the page before ended.
    public record After(Instant firstAt, long id) {}
}
