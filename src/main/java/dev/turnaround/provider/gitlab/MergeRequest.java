package dev.turnaround.provider.gitlab;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one telling of a merge request shows of it. Whatever is not told is null.
///
/// @param number what people see, `iid`; unique within the project
/// @param project the one that it is to be merged into
/// @param author an account's number
/// @param state `opened`, `closed`, `merged`, or `locked` while it is being merged
/// @param draft from 16.3 on; before that `work_in_progress`
/// @param mergedAt from about 19.1 on
/// @param actedAt `actioned_at`, when the delivery was made up: close to the act, from 18.10 on
/// @param action what happened, in an event of its own
/// @param system whether GitLab itself did it, from 18.6 on
/// @param head the commit that the source branch points at
/// @param oldHead where it pointed before, if it was moved
/// @param prose the description without code, which must not be kept; empty for none
/// @param reviewers numbers of the accounts that are on the list of reviewers
record MergeRequest(
        long number,
        @Nullable Long project,
        @Nullable Long author,
        Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable String state,
        @Nullable Boolean draft,
        @Nullable Instant mergedAt,
        @Nullable Instant actedAt,
        @Nullable String action,
        boolean system,
        @Nullable String head,
        @Nullable String oldHead,
        @Nullable String title,
        @Nullable String prose,
        @Nullable String url,
        @Nullable String sourceBranch,
        @Nullable String targetBranch,
        @Nullable List<Long> reviewers) {

    boolean merged() {
        return "merged".equals(state) || mergedAt != null;
    }

    boolean closed() {
        return "closed".equals(state);
    }
}
