package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A merge request as GraphQL tells it, with what happened to it. Whatever is not told is null.
///
/// @param number what people see, `iid`
/// @param state `opened`, `closed`, `merged`, or `locked` while it is being merged
/// @param prose the description without code, which must not be kept; empty for none
/// @param reviewers everybody on the list; null when not all of them are told
/// @param notes comments and what GitLab itself wrote
/// @param notesAfter where the notes go on; null when they are told to their end
record ListedMergeRequest(
        long number,
        @Nullable String state,
        @Nullable Boolean draft,
        @Nullable String title,
        @Nullable String prose,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant closedAt,
        @Nullable Instant mergedAt,
        @Nullable String url,
        @Nullable String sourceBranch,
        @Nullable String targetBranch,
        @Nullable User author,
        @Nullable User merger,
        @Nullable Long additions,
        @Nullable Long deletions,
        @Nullable Long files,
        @Nullable List<User> reviewers,
        List<Remark> notes,
        @Nullable String notesAfter) {

    boolean merged() {
        return "merged".equals(state);
    }

    boolean closed() {
        return "closed".equals(state);
    }

    /// The same with further notes, to their end.
    ListedMergeRequest with(List<Remark> further) {
        var all = new ArrayList<>(notes);
        all.addAll(further);
        return new ListedMergeRequest(
                number,
                state,
                draft,
                title,
                prose,
                createdAt,
                updatedAt,
                closedAt,
                mergedAt,
                url,
                sourceBranch,
                targetBranch,
                author,
                merger,
                additions,
                deletions,
                files,
                reviewers,
                List.copyOf(all),
                null);
    }

    /// One line of the list: the number, and the rest where it could be read.
    record Line(long number, @Nullable ListedMergeRequest told) {}

    /// The line; null when not even the number is told.
    static @Nullable Line read(Fields in) throws IOException {
        return in.enter() ? new Reader().take(in) : null;
    }

    private static final class Reader {
        private @Nullable Long number;
        private @Nullable String state;
        private @Nullable Boolean draft;
        private @Nullable String title;
        private @Nullable String prose;
        private @Nullable Instant createdAt;
        private @Nullable Instant updatedAt;
        private @Nullable Instant closedAt;
        private @Nullable Instant mergedAt;
        private @Nullable String url;
        private @Nullable String sourceBranch;
        private @Nullable String targetBranch;
        private @Nullable User author;
        private @Nullable User merger;
        private @Nullable Long additions;
        private @Nullable Long deletions;
        private @Nullable Long files;
        private Told.@Nullable Part<User> reviewers;
        private Told.@Nullable Part<Remark> notes;

        @Nullable Line take(Fields in) throws IOException {
            while (in.next()) {
                switch (in.name()) {
                    case "iid" -> number = in.identity();
                    case "state" -> state = in.text();
                    case "draft" -> draft = in.flag();
                    case "title" -> title = in.text();
                    case "description" -> prose = Prose.read(in);
                    case "createdAt" -> createdAt = Told.second(in);
                    case "updatedAt" -> updatedAt = Told.second(in);
                    case "closedAt" -> closedAt = Told.second(in);
                    case "mergedAt" -> mergedAt = Told.second(in);
                    case "webUrl" -> url = in.link();
                    case "sourceBranch" -> sourceBranch = in.text();
                    case "targetBranch" -> targetBranch = in.text();
                    case "author" -> author = Told.user(in);
                    case "mergeUser" -> merger = Told.user(in);
                    case "diffStatsSummary" -> size(in);
                    case "reviewers" -> reviewers = Told.part(in, Told::user);
                    case "notes" -> notes = Told.part(in, Remark::read);
                    default -> in.skip();
                }
            }
            return number == null ? null : new Line(number, told(number));
        }

        private void size(Fields in) throws IOException {
            if (!in.enter()) {
                return;
            }
            while (in.next()) {
                switch (in.name()) {
                    case "additions" -> additions = in.count();
                    case "deletions" -> deletions = in.count();
                    case "fileCount" -> files = in.count();
                    default -> in.skip();
                }
            }
        }

        private @Nullable ListedMergeRequest told(long iid) {
            if (createdAt == null || updatedAt == null || notes == null || !notes.whole()) {
                return null;
            }
            return new ListedMergeRequest(
                    iid,
                    state,
                    draft,
                    title,
                    prose,
                    createdAt,
                    updatedAt,
                    closedAt,
                    mergedAt,
                    url,
                    sourceBranch,
                    targetBranch,
                    author,
                    merger,
                    additions,
                    deletions,
                    files,
                    reviewers == null || !reviewers.whole() ? null : reviewers.items(),
                    notes.items(),
                    notes.next());
        }
    }
}
