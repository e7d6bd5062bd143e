package dev.turnaround.provider.github;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Reviewer;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.reference.Markdown;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes a [Snapshot] from a `pull_request` object or from an `issue` object, whose names for the
/// same things are the same.
///
/// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request>
final class SnapshotReader {
    private final boolean asIssue;
    private @Nullable Long id;
    private @Nullable Long number;
    private @Nullable Actor author;
    private @Nullable String state;
    private @Nullable Boolean draft;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;
    private @Nullable Instant closedAt;
    private boolean tellsMerged;
    private @Nullable Instant mergedAt;
    private @Nullable Actor mergedBy;
    private @Nullable String title;
    private @Nullable String prose;
    private @Nullable String url;
    private @Nullable String page;
    private @Nullable String type;
    private @Nullable Actor assignee;
    private boolean tellsAssignee;
    private @Nullable String sourceBranch;
    private @Nullable String targetBranch;
    private @Nullable Long additions;
    private @Nullable Long deletions;
    private @Nullable Long changedFiles;
    private @Nullable Long commits;
    private boolean isPullRequest;
    private final List<Reviewer> asked = new ArrayList<>(4);

    private SnapshotReader(boolean asIssue) {
        this.asIssue = asIssue;
    }

    /// The `pull_request` object; null when it is missing or lacks what is needed.
    static @Nullable Snapshot pullRequest(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        var reader = new SnapshotReader(false);
        reader.take(in);
        return reader.snapshot(in);
    }

    /// The `issue` object; null when it is missing.
    static Payload.@Nullable Issue issue(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        var reader = new SnapshotReader(true);
        reader.take(in);
        return reader.isPullRequest
                ? new Payload.Issue(null, reader.snapshot(in))
                : new Payload.Issue(reader.issueSnapshot(in), null);
    }

    private void take(Fields in) throws IOException {
        while (in.next()) {
            switch (in.name()) {
                case "number" -> number = in.identity();
                case "user" -> author = Payload.actor(in);
                case "state" -> state = in.text();
                case "draft" -> draft = in.flag();
                case "created_at" -> createdAt = in.time();
                case "updated_at" -> updatedAt = in.time();
                case "closed_at" -> closedAt = in.time();
                case "merged_at" -> merged(in);
                case "merged_by" -> mergedBy = Payload.actor(in);
                case "title" -> title = in.text();
                case "body" -> prose = prose(in);
                case "html_url" -> pageOf(in);
                case "id", "type", "assignee" -> ofIssue(in);
                case "head" -> sourceBranch = ref(in);
                case "base" -> targetBranch = ref(in);
                case "additions" -> additions = in.count();
                case "deletions" -> deletions = in.count();
                case "changed_files" -> changedFiles = in.count();
                case "commits" -> commits = in.count();
                case "requested_reviewers" -> reviewers(in);
                case "requested_teams" -> teams(in);
                case "pull_request" -> inIssue(in);
                default -> in.skip();
            }
        }
    }

    /// What matters of an issue only.
    private void ofIssue(Fields in) throws IOException {
        if (!asIssue) {
            in.skip();
            return;
        }
        switch (in.name()) {
            case "id" -> id = in.identity();
            case "type" -> type = in.isNull() ? "" : name(in);
            default -> {
                tellsAssignee = true;
                assignee = Payload.actor(in);
            }
        }
    }

    /// An issue's own address may be that of an issue; the pull request's is further in.
    private void pageOf(Fields in) throws IOException {
        if (asIssue) {
            page = in.link();
        } else {
            url = in.link();
        }
    }

    /// The little that an issue says of the pull request that it is.
    private void inIssue(Fields in) throws IOException {
        if (!in.enter()) {
            return;
        }
        isPullRequest = true;
        while (in.next()) {
            switch (in.name()) {
                case "merged_at" -> merged(in);
                case "html_url" -> url = in.link();
                default -> in.skip();
            }
        }
    }

    private void merged(Fields in) throws IOException {
        tellsMerged = true;
        mergedAt = in.time();
    }

    private void reviewers(Fields in) throws IOException {
        if (in.enterList()) {
            while (in.nextElement()) {
                var reviewer = Payload.person(in);
                if (reviewer != null) {
                    asked.add(reviewer);
                }
            }
        }
    }

    private void teams(Fields in) throws IOException {
        if (in.enterList()) {
            while (in.nextElement()) {
                var team = Payload.team(in);
                if (team != null) {
                    asked.add(team);
                }
            }
        }
    }

    /// The description without code, which must not be kept; empty for none.
    private static @Nullable String prose(Fields in) throws IOException {
        if (in.isNull()) {
            return "";
        }
        var body = in.passingText();
        return body == null ? null : Markdown.withoutCode(body);
    }

    private static @Nullable String ref(Fields in) throws IOException {
        String ref = null;
        if (in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "ref" -> ref = in.text();
                    default -> in.skip();
                }
            }
        }
        return ref;
    }

    private static @Nullable String name(Fields in) throws IOException {
        String name = null;
        if (in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "name" -> name = in.text();
                    default -> in.skip();
                }
            }
        }
        return name;
    }

    private @Nullable IssueSnapshot issueSnapshot(Fields in) {
        if (id == null || number == null || createdAt == null) {
            in.missing(id == null ? "id" : number == null ? "number" : "created_at");
            return null;
        }
        return new IssueSnapshot(
                id,
                number,
                author,
                createdAt,
                updatedAt == null ? createdAt : updatedAt,
                closedAt,
                type,
                title,
                prose,
                assignee,
                tellsAssignee,
                page);
    }

    private @Nullable Snapshot snapshot(Fields in) {
        if (number == null || createdAt == null) {
            in.missing(number == null ? "number" : "created_at");
            return null;
        }
        var at = updatedAt == null ? createdAt : updatedAt;
        return new Snapshot(
                number,
                author,
                createdAt,
                at,
                mergedAt,
                mergedBy,
                mergedAt == null && tellsMerged ? closedAt : null,
                mergedAt == null && closedAt == null && !"closed".equalsIgnoreCase(state),
                draft,
                asked.stream().sorted(Comparator.comparing(Reviewer::key)).toList(),
                attributes(at));
    }

    private Attributes attributes(Instant at) {
        return new Attributes(
                null,
                stamped(title, at),
                stamped(url, at),
                stamped(sourceBranch, at),
                stamped(targetBranch, at),
                stamped(additions, at),
                stamped(deletions, at),
                stamped(changedFiles, at),
                stamped(commits, at),
                Quotes.in(title, sourceBranch, prose, url, List.of(), at),
                at);
    }

    private static <T extends Comparable<T>> @Nullable Stamped<T> stamped(
            @Nullable T value, Instant at) {
        return value == null ? null : new Stamped<>(value, at);
    }
}
