package dev.turnaround.simulator.github;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Issues as GitHub writes them in webhooks.
///
/// <https://docs.github.com/en/rest/issues/issues#get-an-issue>
final class IssueJson {
    private IssueJson() {}

    static ObjectNode of(GitHubIssue issue) {
        var url = issue.url();
        var json = Payload.object();
        json.put("url", url).put("repository_url", issue.repositoryUrl());
        json.put("labels_url", url + "/labels{/name}").put("comments_url", url + "/comments");
        json.put("events_url", url + "/events").put("html_url", issue.page());
        json.put("id", issue.id()).put("node_id", issue.nodeId());
        json.put("number", issue.number()).put("title", issue.title());
        json.set("user", AccountJson.person(issue.author()));
        var labels = json.putArray("labels");
        issue.labels().forEach(label -> labels.add(label(issue.repository(), label)));
        json.put("state", issue.open() ? "open" : "closed").put("locked", false);
        var first = issue.assignees().stream().findFirst();
        json.set("assignee", AccountJson.nullable(first.orElse(null)));
        var assignees = json.putArray("assignees");
        issue.assignees().forEach(person -> assignees.add(AccountJson.person(person)));
        json.putNull("milestone").put("comments", issue.comments().size());
        json.put("created_at", Payload.time(issue.createdAt()));
        json.put("updated_at", Payload.time(issue.updatedAt()));
        json.put("closed_at", Payload.time(issue.closedAt()));
        json.put("author_association", PullRequestJson.association(issue.author()));
        json.putNull("type").putNull("active_lock_reason");
        json.putObject("sub_issues_summary")
                .put("total", 0)
                .put("completed", 0)
                .put("percent_completed", 0);
        json.put("body", issue.body());
        json.set("reactions", PullRequestJson.reactions(url));
        json.put("timeline_url", url + "/timeline").putNull("performed_via_github_app");
        return json.put("state_reason", issue.stateReason());
    }

    static ObjectNode label(GitHubRepository repository, GitHubLabel label) {
        var api = Payload.API + "/repos/" + repository.fullName();
        return Payload.object()
                .put("id", label.id())
                .put("node_id", NodeId.of("LA", repository.id(), label.id()))
                .put("url", api + "/labels/" + label.name())
                .put("name", label.name())
                .put("color", label.color())
                .put("default", false)
                .put("description", label.description());
    }
}
