package dev.turnaround.simulator.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Person;

/// A pull request as GitHub writes it: full, simple, and as an issue.
final class PullRequestJson {
    private PullRequestJson() {}

    /// With the twelve fields that only `pull_request` events have.
    static ObjectNode full(GitHubPullRequest pull) {
        var json = simple(pull);
        var mergeability = pull.mergeability();
        json.put("merged", pull.mergedAt() != null);
        json.put("mergeable", mergeability.mergeable());
        json.put("rebaseable", mergeability.mergeable());
        json.put("mergeable_state", mergeability.state());
        json.set("merged_by", AccountJson.nullable(pull.mergedBy()));
        json.put("comments", pull.conversation().size());
        json.put("review_comments", pull.lineComments().size());
        json.put("maintainer_can_modify", false);
        json.put("commits", pull.size().commits());
        json.put("additions", pull.size().additions());
        json.put("deletions", pull.size().deletions());
        return json.put("changed_files", pull.size().changedFiles());
    }

    /// As it stands around reviews and line comments.
    static ObjectNode simple(GitHubPullRequest pull) {
        var url = pull.url();
        var page = pull.page();
        var json = Payload.object();
        json.put("url", url).put("id", pull.id()).put("node_id", nodeId(pull));
        json.put("html_url", page).put("diff_url", page + ".diff");
        json.put("patch_url", page + ".patch").put("issue_url", pull.issueUrl());
        json.put("number", pull.number()).put("state", pull.open() ? "open" : "closed");
        json.put("locked", false).put("title", pull.title());
        json.set("user", AccountJson.person(pull.author()));
        json.put("body", pull.body());
        json.put("created_at", Payload.time(pull.createdAt()));
        json.put("updated_at", Payload.time(pull.updatedAt()));
        json.put("closed_at", Payload.time(pull.closedAt()));
        json.put("merged_at", Payload.time(pull.mergedAt()));
        json.put("merge_commit_sha", pull.mergeCommit());
        json.putNull("assignee").putArray("assignees");
        var reviewers = json.putArray("requested_reviewers");
        pull.requestedPeople().forEach(person -> reviewers.add(AccountJson.person(person)));
        var teams = json.putArray("requested_teams");
        pull.requestedTeams()
                .forEach(team -> teams.add(AccountJson.team(team, pull.repository().owner())));
        labels(pull, json.putArray("labels"));
        json.putNull("milestone").put("draft", pull.draft());
        addresses(pull, json);
        json.set("head", reference(pull, pull.branch(), pull.headSha()));
        json.set("base", reference(pull, pull.baseBranch(), pull.baseSha()));
        json.set("_links", links(pull));
        json.put("author_association", association(pull.author()));
        return json.putNull("auto_merge").putNull("active_lock_reason");
    }

    /// As it stands around a comment in the conversation: another id, and nothing that only pull
    /// requests have.
    static ObjectNode issue(GitHubPullRequest pull) {
        var url = pull.issueUrl();
        var json = Payload.object();
        json.put("url", url).put("repository_url", pull.repositoryUrl());
        json.put("labels_url", url + "/labels{/name}").put("comments_url", url + "/comments");
        json.put("events_url", url + "/events").put("html_url", pull.page());
        json.put("id", pull.issueId()).put("node_id", nodeId(pull));
        json.put("number", pull.number()).put("title", pull.title());
        json.set("user", AccountJson.person(pull.author()));
        labels(pull, json.putArray("labels"));
        json.put("state", pull.open() ? "open" : "closed").put("locked", false);
        json.putNull("assignee").putArray("assignees");
        json.putNull("milestone").put("comments", pull.conversation().size());
        json.put("created_at", Payload.time(pull.createdAt()));
        json.put("updated_at", Payload.time(pull.updatedAt()));
        json.put("closed_at", Payload.time(pull.closedAt()));
        json.put("author_association", association(pull.author()));
        json.putNull("active_lock_reason").put("draft", pull.draft());
        json.putObject("pull_request")
                .put("url", pull.url())
                .put("html_url", pull.page())
                .put("diff_url", pull.page() + ".diff")
                .put("patch_url", pull.page() + ".patch")
                .put("merged_at", Payload.time(pull.mergedAt()));
        json.put("body", pull.body());
        json.set("reactions", reactions(url));
        json.put("timeline_url", url + "/timeline").putNull("performed_via_github_app");
        return json.putNull("state_reason");
    }

    static ObjectNode reactions(String url) {
        return Payload.object()
                .put("url", url + "/reactions")
                .put("total_count", 0)
                .put("+1", 0)
                .put("-1", 0)
                .put("laugh", 0)
                .put("hooray", 0)
                .put("confused", 0)
                .put("heart", 0)
                .put("rocket", 0)
                .put("eyes", 0);
    }

    static ObjectNode label(GitHubPullRequest pull, GitHubLabel label) {
        return Payload.object()
                .put("id", label.id())
                .put("node_id", NodeId.of("LA", pull.repository().id(), label.id()))
                .put("url", pull.repositoryUrl() + "/labels/" + label.name())
                .put("name", label.name())
                .put("color", label.color())
                .put("default", false)
                .put("description", label.description());
    }

    static String association(Person person) {
        return switch (person.kind()) {
            case USER -> "MEMBER";
            case BOT -> "CONTRIBUTOR";
        };
    }

    private static String nodeId(GitHubPullRequest pull) {
        return NodeId.of("PR", pull.repository().id(), pull.id());
    }

    private static void labels(GitHubPullRequest pull, ArrayNode array) {
        pull.labels().forEach(label -> array.add(label(pull, label)));
    }

    private static void addresses(GitHubPullRequest pull, ObjectNode json) {
        json.put("commits_url", pull.url() + "/commits");
        json.put("review_comments_url", pull.url() + "/comments");
        json.put("review_comment_url", pull.repositoryUrl() + "/pulls/comments{/number}");
        json.put("comments_url", pull.issueUrl() + "/comments");
        json.put("statuses_url", pull.repositoryUrl() + "/statuses/" + pull.headSha());
    }

    private static ObjectNode reference(GitHubPullRequest pull, String branch, String sha) {
        var owner = pull.repository().owner();
        var json = Payload.object();
        json.put("label", owner.login() + ":" + branch).put("ref", branch).put("sha", sha);
        json.set("user", AccountJson.owner(owner));
        json.set("repo", RepositoryJson.inside(pull.repository()));
        return json;
    }

    private static ObjectNode links(GitHubPullRequest pull) {
        var links = Payload.object();
        link(links, "self", pull.url());
        link(links, "html", pull.page());
        link(links, "issue", pull.issueUrl());
        link(links, "comments", pull.issueUrl() + "/comments");
        link(links, "review_comments", pull.url() + "/comments");
        link(links, "review_comment", pull.repositoryUrl() + "/pulls/comments{/number}");
        link(links, "commits", pull.url() + "/commits");
        link(links, "statuses", pull.repositoryUrl() + "/statuses/" + pull.headSha());
        return links;
    }

    static void link(ObjectNode links, String name, String address) {
        links.putObject(name).put("href", address);
    }
}
