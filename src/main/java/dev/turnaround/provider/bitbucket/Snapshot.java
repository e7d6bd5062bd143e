package dev.turnaround.provider.bitbucket;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Reviewer;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.reference.References;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one telling of a pull request shows of it. Whatever is not told is null.
///
/// @param number what people see, and the only identity that it has within its repository
/// @param version how often it was changed, which Data Center counts; Cloud does not
/// @param author null when the account is unknown
/// @param updatedAt when it was last changed
/// @param state `OPEN`, `MERGED`, `DECLINED`, or `SUPERSEDED` on Cloud
/// @param closedAt when it was merged or declined, which Data Center tells; Cloud does not
/// @param closedBy who merged or declined it
/// @param draft whether it is a draft
/// @param head the commit that its source branch points at: twelve digits on Cloud, all on Data
///   Center
/// @param reviewers who was asked for a review, whether they have answered or not
/// @param prose the description without code, looked through for references and not kept
record Snapshot(
        long number,
        @Nullable Long version,
        @Nullable Actor author,
        Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable String state,
        @Nullable Instant closedAt,
        @Nullable Actor closedBy,
        @Nullable Boolean draft,
        @Nullable String head,
        @Nullable List<Reviewer> reviewers,
        @Nullable String title,
        @Nullable String url,
        @Nullable String sourceBranch,
        @Nullable String targetBranch,
        @Nullable String prose) {

    /// Whether it is neither merged nor declined.
    boolean open() {
        return state == null ? closedAt == null : state.equals("OPEN");
    }

    /// What it tells besides facts.
    ///
    /// @param at the moment for which it is told
    Attributes attributes(Instant at) {
        return new Attributes(
                null,
                stamped(title, at),
                stamped(url, at),
                stamped(sourceBranch, at),
                stamped(targetBranch, at),
                null,
                null,
                null,
                null,
                References.quoted(title, sourceBranch, prose, at),
                at);
    }

    private static @Nullable Stamped<String> stamped(@Nullable String value, Instant at) {
        return value == null ? null : new Stamped<>(value, at);
    }
}
