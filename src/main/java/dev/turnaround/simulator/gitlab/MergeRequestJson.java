package dev.turnaround.simulator.gitlab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.Person;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A merge request as GitLab writes it: of its author only the number, and times in a form of its
/// own.
final class MergeRequestJson {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private MergeRequestJson() {}

    static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : TIME.format(at);
    }

    /// The same in both kinds of delivery.
    static ObjectNode of(GitLabMergeRequest merge) {
        var project = merge.project();
        var json = Json.object();
        json.putNull("assignee_id").putArray("assignee_ids");
        json.put("author_id", merge.author().id());
        json.put("created_at", time(merge.createdAt()));
        json.put("description", merge.description()).put("draft", merge.draft());
        json.putNull("head_pipeline_id").put("id", merge.id()).put("iid", merge.number());
        json.put("merge_commit_sha", merge.mergeCommit()).putNull("merge_error");
        json.put("merge_status", "can_be_merged").put("detailed_merge_status", "mergeable");
        json.putNull("merge_user_id").put("merge_when_pipeline_succeeds", false);
        json.putNull("milestone_id").put("source_branch", merge.branch());
        json.put("source_project_id", project.id()).put("target_branch", "main");
        json.put("target_project_id", project.id());
        json.put("state", merge.state().word()).put("state_id", merge.state().id());
        json.put("time_estimate", 0).put("title", merge.title());
        json.put("updated_at", time(merge.updatedAt())).put("url", merge.page());
        json.put("prepared_at", time(merge.createdAt()));
        json.put("merged_at", time(merge.mergedAt()));
        json.set("source", project.json());
        json.set("target", project.json());
        json.set("last_commit", commit(merge));
        json.put("work_in_progress", merge.draft());
        json.put("blocking_discussions_resolved", true).put("first_contribution", false);
        var reviewers = json.putArray("reviewer_ids");
        merge.reviewers().keySet().forEach(reviewer -> reviewers.add(reviewer.id()));
        json.putArray("labels");
        return json;
    }

    /// @param reRequested who of them is asked again by this very event
    static ArrayNode reviewers(
            Map<Person, GitLabMergeRequest.ReviewState> reviewers, Set<Person> reRequested) {
        var list = Json.object().putArray("reviewers");
        reviewers.forEach((reviewer, state) ->
                list.add(
                        AccountJson.of(reviewer)
                                .put("state", state.word())
                                .put("re_requested", reRequested.contains(reviewer))));
        return list;
    }

    private static ObjectNode commit(GitLabMergeRequest merge) {
        var head = merge.headSha();
        var json = Json.object();
        json.put("id", head).put("message", "Round once\n").put("title", "Round once");
        json.put("timestamp", merge.createdAt().toString());
        json.put("url", merge.project().page() + "/-/commit/" + head);
        json.putObject("author").put("name", merge.author().login()).put("email", "[REDACTED]");
        return json;
    }
}
