package dev.turnaround.simulator.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.WebhookRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A repository: it keeps its id when its name or its owner changes.
public final class GitHubRepository {
    private final long id;
    private final String description;
    private final String language;
    private final Instant createdAt;
    private final Map<String, GitHubLabel> labels = new LinkedHashMap<>();
    private final Map<Integer, GitHubPullRequest> pulls = new LinkedHashMap<>();
    private final Map<Integer, GitHubIssue> issues = new LinkedHashMap<>();
    private final List<GitHubActivity> activities = new ArrayList<>();
    private final Set<String> formerNames = new LinkedHashSet<>();
    private long changes;

    private GitHubOrganization owner;
    private String name;
    private int lastNumber;
    private int openCount;
    private Instant updatedAt;
    private Instant pushedAt;

    GitHubRepository(
            GitHubOrganization owner,
            long id,
            String name,
            String description,
            String language,
            int lastNumber,
            Instant createdAt) {
        this.owner = owner;
        this.id = id;
        this.name = name;
        this.description = description;
        this.language = language;
        this.lastNumber = lastNumber;
        this.createdAt = createdAt.truncatedTo(ChronoUnit.SECONDS);
        this.updatedAt = this.createdAt;
        this.pushedAt = this.createdAt;
    }

    /// A pull request that is written but not yet opened: nothing knows of it before
    /// [GitHubPullRequest#opened].
    public GitHubPullRequest pullRequest(
            Person author, String title, String body, String branch, Size size) {
        return new GitHubPullRequest(this, author, title, body, branch, size);
    }

    /// An issue that is written but not yet opened: nothing knows of it before
    /// [GitHubIssue#opened].
    public GitHubIssue issue(Person author, String title, String body) {
        return new GitHubIssue(this, author, title, body);
    }

    /// How much a pull request changes.
    public record Size(int commits, int additions, int deletions, int changedFiles) {}

    /// GitHub tries the hook after it was configured. Has no `action`.
    public WebhookRequest ping(Person by) {
        return deliver("ping", Payload.ping(this, by));
    }

    /// It gets another name; its pull requests stay what they are.
    public WebhookRequest renamed(Instant at, Person by, String newName) {
        var changes = Payload.object();
        changes.putObject("repository").putObject("name").put("from", name);
        formerNames.add(fullName());
        name = newName;
        touched(at);
        return changed("renamed", changes, by);
    }

    /// It goes to another organisation. Only the new owner's hook hears of it.
    public WebhookRequest transferred(Instant at, Person by, GitHubOrganization newOwner) {
        var changes = Payload.object();
        changes.putObject("owner")
                .putObject("from")
                .set("organization", AccountJson.organization(owner));
        formerNames.add(fullName());
        owner = newOwner;
        touched(at);
        return changed("transferred", changes, by);
    }

    private WebhookRequest changed(String action, ObjectNode changes, Person by) {
        var payload = Payload.object().put("action", action);
        payload.set("changes", changes);
        return deliver("repository", Payload.around(payload, this, by));
    }

    WebhookRequest deliver(String event, ObjectNode payload) {
        return owner.hook().deliver(event, "organization", owner.id(), Payload.bytes(payload));
    }

    /// The number that stays.
    public long id() {
        return id;
    }

    /// `owner/name`, as of now.
    public String fullName() {
        return owner.login() + "/" + name;
    }

    /// The names that it had before, from which GitHub redirects.
    Set<String> formerNames() {
        return Collections.unmodifiableSet(formerNames);
    }

    /// Its opened pull requests by number.
    Map<Integer, GitHubPullRequest> pulls() {
        return Collections.unmodifiableMap(pulls);
    }

    /// Its opened issues by number.
    Map<Integer, GitHubIssue> issues() {
        return Collections.unmodifiableMap(issues);
    }

    /// What was done to its branches, in the order of the acts.
    List<GitHubActivity> activities() {
        return Collections.unmodifiableList(activities);
    }

    /// Grows with each change to a pull request.
    long changes() {
        return changes;
    }

    void added(GitHubPullRequest pull) {
        pulls.put(pull.number(), pull);
        changed();
    }

    void erased(GitHubPullRequest pull) {
        pulls.remove(pull.number());
        changed();
    }

    /// Nothing of it is kept, nor of what was done to its branch. One merged into `main` has left
    /// an act there, too.
    void forgotten(GitHubPullRequest pull, String ref, @Nullable String mergeCommit) {
        erased(pull);
        activities.removeIf(act -> act.ref().equals(ref) || act.after().equals(mergeCommit));
    }

    void added(GitHubIssue issue) {
        issues.put(issue.number(), issue);
    }

    void erased(GitHubIssue issue) {
        issues.remove(issue.number());
    }

    void changed() {
        changes++;
    }

    void activity(String ref, String before, String after, Instant at, String type, Person by) {
        activities.add(
                new GitHubActivity(owner.numbers().activity(), ref, before, after, at, type, by));
    }

    /// The organisation that it belongs to.
    public GitHubOrganization owner() {
        return owner;
    }

    String name() {
        return name;
    }

    String description() {
        return description;
    }

    String language() {
        return language;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    Instant pushedAt() {
        return pushedAt;
    }

    int openCount() {
        return openCount;
    }

    int nextNumber() {
        return ++lastNumber;
    }

    void opened() {
        openCount++;
    }

    void closed() {
        openCount--;
    }

    void pushed(Instant at) {
        if (at.isAfter(pushedAt)) {
            pushedAt = at;
        }
    }

    GitHubLabel label(String labelName) {
        return labels.computeIfAbsent(
                labelName, _ -> GitHubLabel.of(owner.numbers().label(), labelName));
    }

    private void touched(Instant at) {
        var second = at.truncatedTo(ChronoUnit.SECONDS);
        if (second.isAfter(updatedAt)) {
            updatedAt = second;
        }
    }
}
