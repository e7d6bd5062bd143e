package dev.turnaround.simulator.bitbucket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// A pull request as Bitbucket writes it: the description five times, commits in twelve digits, and
/// no size at all.
final class PullRequestJson {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'")
                    .withZone(ZoneOffset.UTC);

    private PullRequestJson() {}

    static String time(Instant at) {
        return TIME.format(at);
    }

    static ObjectNode of(BitbucketPullRequest pull) {
        var json = Json.object();
        json.put("comment_count", pull.comments()).put("task_count", 0);
        json.put("type", "pullrequest").put("id", pull.number());
        json.put("title", pull.title()).put("description", pull.description());
        var rendered = json.putObject("rendered");
        rendered.set("title", rendered(pull.title()));
        rendered.set("description", rendered(pull.description()));
        json.put("state", pull.state().name()).put("draft", pull.draft()).put("queued", false);
        if (pull.mergeCommit() == null) {
            json.putNull("merge_commit");
        } else {
            json.set("merge_commit", commit(pull, pull.mergeCommit()));
        }
        json.put("close_source_branch", true);
        json.set("closed_by", AccountJson.nullable(pull.closedBy()));
        json.set("author", AccountJson.of(pull.author()));
        json.put("reason", "");
        json.put("created_on", time(pull.createdAt())).put("updated_on", time(pull.updatedAt()));
        json.set("destination", destination(pull));
        json.set("source", source(pull, pull.headCommit()));
        var reviewers = json.putArray("reviewers");
        pull.reviewers().forEach(reviewer -> reviewers.add(AccountJson.of(reviewer)));
        var participants = json.putArray("participants");
        pull.participants().forEach(participant -> participants.add(participant(participant)));
        var links = json.putObject("links");
        links.putObject("self").put("href", url(pull));
        links.putObject("html").put("href", pull.page());
        for (var part : new String[] {"commits", "diff", "comments", "activity", "merge"}) {
            links.putObject(part).put("href", url(pull) + "/" + part);
        }
        json.set("summary", rendered(pull.description()));
        return json;
    }

    static ObjectNode destination(BitbucketPullRequest pull) {
        return end(pull, "main", pull.baseCommit());
    }

    static ObjectNode source(BitbucketPullRequest pull, String head) {
        return end(pull, pull.branch(), head);
    }

    /// As it stands in what belongs to it.
    static ObjectNode stub(BitbucketPullRequest pull) {
        var json = Json.object().put("type", "pullrequest").put("id", pull.number());
        json.put("title", pull.title());
        var links = json.putObject("links");
        links.putObject("self").put("href", url(pull));
        links.putObject("html").put("href", pull.page());
        return json;
    }

    private static String url(BitbucketPullRequest pull) {
        return pull.repository().url() + "/pullrequests/" + pull.number();
    }

    private static ObjectNode rendered(String text) {
        return Json.object()
                .put("type", "rendered")
                .put("raw", text)
                .put("markup", "markdown")
                .put("html", "<p>" + text + "</p>");
    }

    private static ObjectNode end(BitbucketPullRequest pull, String branch, String commit) {
        var json = Json.object();
        json.putObject("branch").put("name", branch);
        json.set("commit", commit(pull, commit));
        json.set("repository", pull.repository().inside());
        return json;
    }

    private static ObjectNode commit(BitbucketPullRequest pull, String hash) {
        var json = Json.object().put("hash", hash).put("type", "commit");
        json.putObject("links")
                .putObject("self")
                .put("href", pull.repository().url() + "/commit/" + hash);
        return json;
    }

    private static ObjectNode participant(BitbucketPullRequest.Participant participant) {
        var json = Json.object().put("type", "participant");
        json.set("user", AccountJson.of(participant.user()));
        json.put("role", participant.reviewer() ? "REVIEWER" : "PARTICIPANT");
        json.put("approved", "approved".equals(participant.state()));
        json.put("state", participant.state());
        return json.put(
                "participated_on", participant.at() == null ? null : time(participant.at()));
    }
}
