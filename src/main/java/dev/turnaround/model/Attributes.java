package dev.turnaround.model;

import java.time.Instant;
import java.util.Objects;
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

    /// These attributes with one more telling of the repository's name.
    public Attributes named(Stamped<String> name) {
        return new Attributes(
                Stamped.merge(repositoryName, name),
                title,
                url,
                sourceBranch,
                targetBranch,
                additions,
                deletions,
                changedFiles,
                commits,
                updatedAt);
    }

    /// Whether both say the same, whenever they were told.
    public boolean sameValues(Attributes other) {
        return same(repositoryName, other.repositoryName)
                && same(title, other.title)
                && same(url, other.url)
                && same(sourceBranch, other.sourceBranch)
                && same(targetBranch, other.targetBranch)
                && same(additions, other.additions)
                && same(deletions, other.deletions)
                && same(changedFiles, other.changedFiles)
                && same(commits, other.commits);
    }

    private static <T extends Comparable<T>> boolean same(
            @Nullable Stamped<T> one, @Nullable Stamped<T> other) {
        return Objects.equals(
                one == null ? null : one.value(), other == null ? null : other.value());
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
