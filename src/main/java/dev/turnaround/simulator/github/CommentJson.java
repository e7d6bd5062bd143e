package dev.turnaround.simulator.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/// Reviews and comments as GitHub writes them.
final class CommentJson {
    private CommentJson() {}

    static ObjectNode review(GitHubPullRequest pull, GitHubReview review) {
        var page = pull.page() + "#pullrequestreview-" + review.id();
        var json = Payload.object();
        json.put("id", review.id());
        json.put("node_id", NodeId.of("PRR", pull.repository().id(), review.id()));
        json.set("user", AccountJson.person(review.by()));
        json.put("body", review.body()).put("commit_id", review.commitId());
        json.put("submitted_at", Payload.time(review.submittedAt()));
        json.put("state", review.state().name().toLowerCase(Locale.ROOT));
        json.put("html_url", page).put("pull_request_url", pull.url());
        json.put("author_association", PullRequestJson.association(review.by()));
        var links = json.putObject("_links");
        PullRequestJson.link(links, "html", page);
        PullRequestJson.link(links, "pull_request", pull.url());
        return json;
    }

    static ObjectNode inConversation(GitHubPullRequest pull, GitHubComment comment) {
        return inConversation(pull.repository(), pull.page(), pull.issueUrl(), comment);
    }

    static ObjectNode inConversation(GitHubIssue issue, GitHubComment comment) {
        return inConversation(issue.repository(), issue.page(), issue.url(), comment);
    }

    private static ObjectNode inConversation(
            GitHubRepository repository, String page, String issueUrl, GitHubComment comment) {
        var url =
                Payload.API
                        + "/repos/"
                        + repository.fullName()
                        + "/issues/comments/"
                        + comment.id();
        var json = Payload.object();
        json.put("url", url);
        json.put("html_url", page + "#issuecomment-" + comment.id());
        json.put("issue_url", issueUrl).put("id", comment.id());
        json.put("node_id", NodeId.of("IC", repository.id(), comment.id()));
        json.set("user", AccountJson.person(comment.by()));
        json.put("created_at", Payload.time(comment.createdAt()));
        json.put("updated_at", Payload.time(comment.updatedAt()));
        json.put("author_association", PullRequestJson.association(comment.by()));
        json.put("body", comment.body());
        json.set("reactions", PullRequestJson.reactions(url));
        return json.putNull("performed_via_github_app");
    }

    static ObjectNode onLine(
            GitHubPullRequest pull, GitHubComment comment, GitHubComment.Place place) {
        var url = pull.repositoryUrl() + "/pulls/comments/" + comment.id();
        var page = pull.page() + "#discussion_r" + comment.id();
        var json = Payload.object();
        json.put("url", url).put("pull_request_review_id", place.reviewId());
        json.put("id", comment.id());
        json.put("node_id", NodeId.of("PRRC", pull.repository().id(), comment.id()));
        json.put("diff_hunk", place.code().hunk()).put("path", place.code().path());
        json.put("commit_id", place.commitId());
        json.put("original_commit_id", place.originalCommitId());
        json.set("user", AccountJson.person(comment.by()));
        json.put("body", comment.body());
        json.put("created_at", Payload.time(comment.createdAt()));
        json.put("updated_at", Payload.time(comment.updatedAt()));
        json.put("html_url", page).put("pull_request_url", pull.url());
        json.put("author_association", PullRequestJson.association(comment.by()));
        var links = json.putObject("_links");
        PullRequestJson.link(links, "self", url);
        PullRequestJson.link(links, "html", page);
        PullRequestJson.link(links, "pull_request", pull.url());
        json.set("reactions", PullRequestJson.reactions(url));
        json.putNull("start_line").putNull("original_start_line").putNull("start_side");
        json.put("line", place.code().line()).put("original_line", place.code().line());
        json.put("side", "RIGHT");
        if (place.inReplyTo() != null) {
            json.put("in_reply_to_id", place.inReplyTo());
        }
        var position = place.code().hunk().lines().count() - 1;
        json.put("original_position", position).put("position", position);
        return json.put("subject_type", "line");
    }
}
