package dev.turnaround.simulator.gitlab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.Person;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A project of a group: what other providers call a repository.
public final class GitLabProject {
    private final GitLabGroup group;
    private final long id;
    private final String path;
    private final String name;
    private int lastNumber;
    private int lastIssue;
    private final Map<Integer, GitLabMergeRequest> mergeRequests = new TreeMap<>();
    private final Map<Integer, GitLabIssue> issues = new TreeMap<>();
    private final List<GitLabEvent> events = new ArrayList<>();

    GitLabProject(GitLabGroup group, long id, String path, String name, int lastNumber) {
        this.group = group;
        this.id = id;
        this.path = path;
        this.name = name;
        this.lastNumber = lastNumber;
    }

    /// A merge request that is written but not yet opened.
    public GitLabMergeRequest mergeRequest(
            Person author, String title, String description, String branch) {
        return new GitLabMergeRequest(this, ++lastNumber, author, title, description, branch);
    }

    /// An issue that is written but not yet opened. Issues are numbered by themselves.
    public GitLabIssue issue(Person author, String title, String description) {
        return new GitLabIssue(this, ++lastIssue, author, title, description);
    }

    /// `group/project`.
    public String fullPath() {
        return group.path() + "/" + path;
    }

    /// The number by which the API knows it.
    public long number() {
        return id;
    }

    void keep(GitLabMergeRequest opened) {
        mergeRequests.put(opened.number(), opened);
    }

    void forget(GitLabMergeRequest deleted) {
        mergeRequests.remove(deleted.number());
    }

    void keep(GitLabIssue opened) {
        issues.put(opened.number(), opened);
    }

    void forget(GitLabIssue deleted) {
        issues.remove(deleted.number());
    }

    Collection<GitLabIssue> issues() {
        return Collections.unmodifiableCollection(issues.values());
    }

    void happened(GitLabEvent event) {
        events.add(event);
    }

    Collection<GitLabMergeRequest> mergeRequests() {
        return Collections.unmodifiableCollection(mergeRequests.values());
    }

    List<GitLabEvent> events() {
        return Collections.unmodifiableList(events);
    }

    GitLabGroup group() {
        return group;
    }

    long id() {
        return id;
    }

    String page() {
        return GitLabGroup.SITE + "/" + fullPath();
    }

    /// A time as GitLab tells it.
    static Instant grain(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    /// When something was changed last that is changed once more: GitLab never goes back.
    static Instant later(Instant before, Instant at) {
        var moment = grain(at);
        return moment.isAfter(before) ? moment : before;
    }

    /// What stands around everything that is told of it.
    ObjectNode around(String kind, Person by) {
        var payload = Json.object();
        payload.put("object_kind", kind).put("event_type", kind);
        payload.set("user", AccountJson.of(by));
        payload.set("project", json());
        payload.set("repository", repository());
        return payload;
    }

    ObjectNode json() {
        return Json.object()
                .put("id", id)
                .put("name", name)
                .put("description", "The project " + name)
                .put("web_url", page())
                .putNull("avatar_url")
                .put("git_ssh_url", "git@gitlab.com:" + fullPath() + ".git")
                .put("git_http_url", page() + ".git")
                .put("namespace", group.path())
                .put("visibility_level", 0)
                .put("path_with_namespace", fullPath())
                .put("default_branch", "main")
                .putNull("ci_config_path")
                .put("homepage", page())
                .put("url", "git@gitlab.com:" + fullPath() + ".git")
                .put("ssh_url", "git@gitlab.com:" + fullPath() + ".git")
                .put("http_url", page() + ".git");
    }

    ObjectNode repository() {
        return Json.object()
                .put("name", name)
                .put("url", "git@gitlab.com:" + fullPath() + ".git")
                .put("description", "The project " + name)
                .put("homepage", page());
    }
}
