package dev.turnaround.provider.bitbucket;

import dev.turnaround.model.Actor;
import dev.turnaround.model.ReviewVerdict;
import dev.turnaround.model.Reviewer;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of a pull request's activity: an object with one key that says what it is, and no
/// identity.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/#api-repositories-workspace-repo-slug-pullrequests-pull-request-id-activity-get>
sealed interface CloudActivity {

    /// What the pull request was after somebody changed it, or when it was created.
    ///
    /// @param author who changed it
    /// @param head the commit that the source branch pointed at
    /// @param reviewers who was on the list; null when that is not told
    record Update(
            Instant date,
            @Nullable Actor author,
            @Nullable String state,
            @Nullable Boolean draft,
            @Nullable String head,
            @Nullable List<Reviewer> reviewers)
            implements CloudActivity {}

    /// Somebody approved it or wanted changes.
    record Judgement(ReviewVerdict verdict, Instant date, @Nullable Actor user)
            implements CloudActivity {}

    /// Somebody wrote a comment.
    record Comment(CloudPayload.Comment comment) implements CloudActivity {}

    /// Reads an entry.
    ///
    /// @return null for one of another kind, or one that lacks what is needed, which is noted as a
    ///   fault
    static @Nullable CloudActivity read(Fields in) throws IOException {
        CloudActivity activity = null;
        if (in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "update" -> activity = update(in);
                    case "approval" -> activity = judgement(in, ReviewVerdict.APPROVED);
                    // The webhook of the same has no `d` at the end.
                    case "changes_requested" ->
                            activity = judgement(in, ReviewVerdict.CHANGES_REQUESTED);
                    case "comment" -> activity = comment(in);
                    default -> in.skip();
                }
            }
        }
        return activity;
    }

    private static @Nullable CloudActivity comment(Fields in) throws IOException {
        var comment = CloudPayload.comment(in);
        return comment == null ? null : new Comment(comment);
    }

    private static @Nullable CloudActivity judgement(Fields in, ReviewVerdict verdict)
            throws IOException {
        var decision = CloudPayload.decision(in);
        if (decision == null || decision.date() == null) {
            in.missing("date");
            return null;
        }
        return new Judgement(verdict, decision.date(), decision.user());
    }

    private static @Nullable CloudActivity update(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Instant date = null;
        Actor author = null;
        String state = null;
        Boolean draft = null;
        String head = null;
        List<Reviewer> reviewers = null;
        while (in.next()) {
            switch (in.name()) {
                case "date" -> date = in.time();
                case "author" -> author = CloudPayload.account(in);
                case "state" -> state = in.text();
                case "draft" -> draft = in.flag();
                case "source" -> head = head(in);
                case "reviewers" -> reviewers = CloudPullRequest.people(in);
                default -> in.skip();
            }
        }
        if (date == null) {
            in.missing("date");
            return null;
        }
        return new Update(date, author, state, draft, head, reviewers);
    }

    private static @Nullable String head(Fields in) throws IOException {
        String head = null;
        if (in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "commit" -> head = CloudPullRequest.commit(in);
                    default -> in.skip();
                }
            }
        }
        return head;
    }
}
