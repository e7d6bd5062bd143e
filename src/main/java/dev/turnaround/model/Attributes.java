package dev.turnaround.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known about a pull request besides its facts. Each attribute is merged on its own,
/// because most payloads carry a trimmed object: absent (null) is unknown and never overwrites.
///
/// @param repositoryName owner and name as people know the repository, at that time
/// @param title the title
/// @param url where people look at it
/// @param sourceBranch the branch that holds the change
/// @param targetBranch the branch it is to be merged into
/// @param additions lines added
/// @param deletions lines removed
/// @param changedFiles files touched
/// @param commits commits in it
/// @param updatedAt the newest `updated_at` seen
public record Attributes(
        @Nullable Stamped<String> repositoryName,
        @Nullable Stamped<String> title,
        @Nullable Stamped<String> url,
        @Nullable Stamped<String> sourceBranch,
        @Nullable Stamped<String> targetBranch,
        @Nullable Stamped<Long> additions,
        @Nullable Stamped<Long> deletions,
        @Nullable Stamped<Long> changedFiles,
        @Nullable Stamped<Long> commits,
        @Nullable Instant updatedAt) {

    /// Nothing known.
    public static final Attributes NONE =
            new Attributes(null, null, null, null, null, null, null, null, null, null);

    /// What both say together. Commutative, associative and idempotent.
    public Attributes merge(Attributes other) {
        return new Attributes(
                Stamped.merge(repositoryName, other.repositoryName),
                Stamped.merge(title, other.title),
                Stamped.merge(url, other.url),
                Stamped.merge(sourceBranch, other.sourceBranch),
                Stamped.merge(targetBranch, other.targetBranch),
                Stamped.merge(additions, other.additions),
                Stamped.merge(deletions, other.deletions),
                Stamped.merge(changedFiles, other.changedFiles),
                Stamped.merge(commits, other.commits),
                later(updatedAt, other.updatedAt));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
