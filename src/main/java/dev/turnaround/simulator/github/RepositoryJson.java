package dev.turnaround.simulator.github;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The repository as GitHub writes it: the same around every event, and more inside `head` and
/// `base`.
final class RepositoryJson {
    private static final String[][] ADDRESSES = {
        {"forks_url", "/forks"},
        {"keys_url", "/keys{/key_id}"},
        {"collaborators_url", "/collaborators{/collaborator}"},
        {"teams_url", "/teams"},
        {"hooks_url", "/hooks"},
        {"issue_events_url", "/issues/events{/number}"},
        {"events_url", "/events"},
        {"assignees_url", "/assignees{/user}"},
        {"branches_url", "/branches{/branch}"},
        {"tags_url", "/tags"},
        {"blobs_url", "/git/blobs{/sha}"},
        {"git_tags_url", "/git/tags{/sha}"},
        {"git_refs_url", "/git/refs{/sha}"},
        {"trees_url", "/git/trees{/sha}"},
        {"statuses_url", "/statuses/{sha}"},
        {"languages_url", "/languages"},
        {"stargazers_url", "/stargazers"},
        {"contributors_url", "/contributors"},
        {"subscribers_url", "/subscribers"},
        {"subscription_url", "/subscription"},
        {"commits_url", "/commits{/sha}"},
        {"git_commits_url", "/git/commits{/sha}"},
        {"comments_url", "/comments{/number}"},
        {"issue_comment_url", "/issues/comments{/number}"},
        {"contents_url", "/contents/{+path}"},
        {"compare_url", "/compare/{base}...{head}"},
        {"merges_url", "/merges"},
        {"archive_url", "/{archive_format}{/ref}"},
        {"downloads_url", "/downloads"},
        {"issues_url", "/issues{/number}"},
        {"pulls_url", "/pulls{/number}"},
        {"milestones_url", "/milestones{/number}"},
        {"notifications_url", "/notifications{?since,all,participating}"},
        {"labels_url", "/labels{/name}"},
        {"releases_url", "/releases{/id}"},
        {"deployments_url", "/deployments"},
    };

    private RepositoryJson() {}

    /// As it stands beside the object that an event is about.
    static ObjectNode outside(GitHubRepository repository) {
        var json = common(repository);
        json.putObject("custom_properties");
        return json;
    }

    /// As it stands in `head.repo` and `base.repo`.
    static ObjectNode inside(GitHubRepository repository) {
        return common(repository)
                .put("allow_squash_merge", true)
                .put("allow_merge_commit", false)
                .put("allow_rebase_merge", true)
                .put("allow_auto_merge", true)
                .put("delete_branch_on_merge", true)
                .put("allow_update_branch", true)
                .put("use_squash_pr_title_as_default", false)
                .put("squash_merge_commit_message", "COMMIT_MESSAGES")
                .put("squash_merge_commit_title", "COMMIT_OR_PR_TITLE")
                .put("merge_commit_message", "PR_TITLE")
                .put("merge_commit_title", "MERGE_MESSAGE");
    }

    private static ObjectNode common(GitHubRepository repository) {
        var full = repository.fullName();
        var page = Payload.SITE + "/" + full;
        var url = Payload.API + "/repos/" + full;
        var json = Payload.object();
        json.put("id", repository.id());
        json.put("node_id", NodeId.of("R", repository.id()));
        json.put("name", repository.name()).put("full_name", full).put("private", true);
        json.set("owner", AccountJson.owner(repository.owner()));
        json.put("html_url", page).put("description", repository.description());
        json.put("fork", false).put("url", url);
        for (var address : ADDRESSES) {
            json.put(address[0], url + address[1]);
        }
        json.put("created_at", Payload.time(repository.createdAt()));
        json.put("updated_at", Payload.time(repository.updatedAt()));
        json.put("pushed_at", Payload.time(repository.pushedAt()));
        json.put("git_url", "git://github.com/" + full + ".git");
        json.put("ssh_url", "git@github.com:" + full + ".git");
        json.put("clone_url", page + ".git").put("svn_url", page).put("homepage", "");
        json.put("size", 48_211).put("stargazers_count", 3).put("watchers_count", 3);
        json.put("language", repository.language());
        json.put("has_issues", true).put("has_projects", true).put("has_downloads", true);
        json.put("has_wiki", false).put("has_pages", false).put("has_discussions", false);
        json.put("forks_count", 0).putNull("mirror_url");
        json.put("archived", false).put("disabled", false);
        json.put("open_issues_count", repository.openCount());
        json.putNull("license").put("allow_forking", false).put("is_template", false);
        json.put("web_commit_signoff_required", false);
        json.putArray("topics").add("shop").add(repository.name());
        json.put("visibility", "private").put("forks", 0);
        json.put("open_issues", repository.openCount()).put("watchers", 3);
        return json.put("default_branch", "main");
    }
}
