package dev.turnaround.simulator.bitbucket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.SourceCode;
import java.time.Instant;

/// A comment as it is now. One that was deleted stays listed, without its words.
///
/// @param id among all comments on the site
/// @param inline whether it is about a line
record BitbucketComment(
        BitbucketPullRequest pull,
        long id,
        Person by,
        Instant at,
        Instant updatedAt,
        String text,
        boolean inline,
        boolean deleted) {

    BitbucketComment asDeleted(Instant when) {
        return new BitbucketComment(pull, id, by, at, when, "", inline, true);
    }

    /// As webhooks and the API write it.
    ObjectNode json() {
        var comment = Json.object();
        comment.put("id", id).put("type", "pullrequest_comment").put("deleted", deleted);
        comment.put("pending", false);
        comment.put("created_on", PullRequestJson.time(at));
        comment.put("updated_on", PullRequestJson.time(updatedAt));
        comment.putObject("content")
                .put("type", "rendered")
                .put("raw", text)
                .put("markup", "markdown")
                .put("html", "<p>" + text + "</p>");
        comment.set("user", AccountJson.of(by));
        if (inline) {
            var code = SourceCode.of(id);
            comment.putObject("inline")
                    .put("path", code.path())
                    .putNull("from")
                    .put("to", code.line())
                    .put("context_lines", code.hunk());
        }
        comment.putObject("links")
                .putObject("html")
                .put("href", pull.page() + "/_/diff#comment-" + id);
        return comment;
    }
}
