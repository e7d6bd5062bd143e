package dev.turnaround.model;

import dev.turnaround.model.reference.References;
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
/// @param references what its texts and the provider's own links refer to; null when nobody has
///   looked
/// @param firstCommitAt when the first of its commits was authored, as the provider's API tells;
///   webhooks never do
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
        @Nullable References references,
        @Nullable Stamped<Instant> firstCommitAt,
        @Nullable Instant updatedAt) {

    /// Nothing known.
    public static final Attributes NONE =
            new Attributes(null, null, null, null, null, null, null, null, null, null, null, null);

    /// Attributes from a source that does not tell of commits.
    public Attributes(
            @Nullable Stamped<String> repositoryName,
            @Nullable Stamped<String> title,
            @Nullable Stamped<String> url,
            @Nullable Stamped<String> sourceBranch,
            @Nullable Stamped<String> targetBranch,
            @Nullable Stamped<Long> additions,
            @Nullable Stamped<Long> deletions,
            @Nullable Stamped<Long> changedFiles,
            @Nullable Stamped<Long> commits,
            @Nullable References references,
            @Nullable Instant updatedAt) {
        this(
                repositoryName,
                title,
                url,
                sourceBranch,
                targetBranch,
                additions,
                deletions,
                changedFiles,
                commits,
                references,
                null,
                updatedAt);
    }

    /// Attributes of which nobody has read the references yet.
    public Attributes(
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
        this(
                repositoryName,
                title,
                url,
                sourceBranch,
                targetBranch,
                additions,
                deletions,
                changedFiles,
                commits,
                null,
                null,
                updatedAt);
    }

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
                References.merge(references, other.references),
                Stamped.merge(firstCommitAt, other.firstCommitAt),
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
                references,
                firstCommitAt,
                updatedAt);
    }

    /// These attributes with what the texts and the provider's own links refer to.
    public Attributes referring(References found) {
        return new Attributes(
                repositoryName,
                title,
                url,
                sourceBranch,
                targetBranch,
                additions,
                deletions,
                changedFiles,
                commits,
                References.merge(references, found),
                firstCommitAt,
                updatedAt);
    }

    /// These attributes with one more telling of when the first commit was authored.
    public Attributes begun(Stamped<Instant> firstCommit) {
        return new Attributes(
                repositoryName,
                title,
                url,
                sourceBranch,
                targetBranch,
                additions,
                deletions,
                changedFiles,
                commits,
                references,
                Stamped.merge(firstCommitAt, firstCommit),
                updatedAt);
    }

    /// Whether both say the same, whenever they were told.
    public boolean sameValues(Attributes other) {
        return Stamped.same(repositoryName, other.repositoryName)
                && Stamped.same(title, other.title)
                && Stamped.same(url, other.url)
                && Stamped.same(sourceBranch, other.sourceBranch)
                && Stamped.same(targetBranch, other.targetBranch)
                && Stamped.same(additions, other.additions)
                && Stamped.same(deletions, other.deletions)
                && Stamped.same(changedFiles, other.changedFiles)
                && Stamped.same(commits, other.commits)
                && Stamped.same(firstCommitAt, other.firstCommitAt)
                && Objects.equals(
                        References.values(references), References.values(other.references));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
