package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes a [MergeRequest] from the `object_attributes` of its own events or from the
/// `merge_request` of a note, which are made alike.
///
/// <https://docs.gitlab.com/user/project/integrations/webhook_events/#merge-request-events>
final class MergeRequestReader {
    /// Of a commit, SHA-1; SHA-256 has more.
    private static final int HASH_DIGITS = 40;

    private @Nullable Long number;
    private @Nullable Long project;
    private @Nullable Long author;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;
    private @Nullable String state;
    private @Nullable Boolean draft;
    private @Nullable Boolean workInProgress;
    private @Nullable Instant mergedAt;
    private @Nullable Instant actedAt;
    private @Nullable String action;
    private @Nullable Boolean system;
    private @Nullable String head;
    private @Nullable String oldHead;
    private @Nullable String title;
    private @Nullable String prose;
    private @Nullable String url;
    private @Nullable String sourceBranch;
    private @Nullable String targetBranch;
    private @Nullable List<Long> reviewers;

    private MergeRequestReader() {}

    /// The object; null when it is missing or lacks what is needed.
    static @Nullable MergeRequest read(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        var reader = new MergeRequestReader();
        reader.take(in);
        return reader.mergeRequest(in);
    }

    private void take(Fields in) throws IOException {
        while (in.next()) {
            switch (in.name()) {
                case "iid" -> number = in.identity();
                case "target_project_id" -> project = in.identity();
                case "author_id" -> author = in.identity();
                case "created_at" -> createdAt = in.time();
                case "updated_at" -> updatedAt = in.time();
                case "state" -> state = in.text();
                case "draft" -> draft = in.flag();
                case "work_in_progress" -> workInProgress = in.flag();
                case "merged_at" -> mergedAt = in.time();
                case "actioned_at" -> actedAt = in.time();
                case "action" -> action = in.text();
                case "system" -> system = in.flag();
                case "last_commit" -> head = commit(in);
                case "oldrev" -> oldHead = in.hash(HASH_DIGITS);
                case "title" -> title = in.text();
                case "description" -> prose = Prose.read(in);
                case "url" -> url = in.link();
                case "source_branch" -> sourceBranch = in.text();
                case "target_branch" -> targetBranch = in.text();
                case "reviewer_ids" -> reviewers = identities(in);
                default -> in.skip();
            }
        }
    }

    private static @Nullable String commit(Fields in) throws IOException {
        String id = null;
        if (in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "id" -> id = in.hash(HASH_DIGITS);
                    default -> in.skip();
                }
            }
        }
        return id;
    }

    /// A list of numbers; null when it is absent.
    static @Nullable List<Long> identities(Fields in) throws IOException {
        if (!in.enterList()) {
            return null;
        }
        var identities = new ArrayList<Long>();
        while (in.nextElement()) {
            var identity = in.identity();
            if (identity != null) {
                identities.add(identity);
            }
        }
        return identities;
    }

    private @Nullable MergeRequest mergeRequest(Fields in) {
        if (number == null || createdAt == null) {
            in.missing(number == null ? "iid" : "created_at");
            return null;
        }
        return new MergeRequest(
                number,
                project,
                author,
                createdAt,
                updatedAt,
                state,
                draft == null ? workInProgress : draft,
                mergedAt,
                actedAt,
                action,
                Boolean.TRUE.equals(system),
                head,
                oldHead,
                title,
                prose,
                url,
                sourceBranch,
                targetBranch,
                reviewers);
    }
}
