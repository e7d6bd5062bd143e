package dev.turnaround.provider.jira;

import dev.turnaround.model.issue.Category;
import dev.turnaround.model.issue.Status;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes a [Snapshot] from an `issue` object.
///
/// <https://developer.atlassian.com/cloud/jira/platform/webhooks/#example-callback-for-an-issue-related-event>
final class SnapshotReader {
    private static final Pattern KEY = Pattern.compile("[A-Z][A-Z0-9_]{1,254}-[1-9][0-9]{0,17}");
    private static final Pattern SITE = Pattern.compile("https?://[^\\s\"'<>]{1,200}");

    private @Nullable String id;
    private @Nullable String key;
    private @Nullable String site;
    private Snapshot.@Nullable Project project;
    private @Nullable Status status;
    private @Nullable String type;
    private @Nullable String priority;
    private @Nullable String summary;
    private @Nullable String prose;
    private @Nullable User creator;
    private @Nullable User assignee;
    private boolean tellsAssignee;
    private @Nullable String parent;
    private boolean tellsParent;
    private @Nullable Boolean estimate;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;
    private final List<Snapshot.Link> links = new ArrayList<>();
    private final boolean lists;
    private @Nullable Listed<Payload.Comment> comments;
    private @Nullable Listed<History> histories;

    /// @param lists whether the lists of comments and changes are read too
    private SnapshotReader(boolean lists) {
        this.lists = lists;
    }

    /// The `issue` object; null when it is missing or has no identity.
    static @Nullable Snapshot read(Fields in) throws IOException {
        return in.enter() ? new SnapshotReader(false).snapshot(in) : null;
    }

    /// An issue as the API tells it, with its lists; null when it is none or has no identity.
    static @Nullable Found found(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        var reader = new SnapshotReader(true);
        var shown = reader.snapshot(in);
        return shown == null ? null : new Found(shown, reader.comments, reader.histories);
    }

    private @Nullable Snapshot snapshot(Fields in) throws IOException {
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identityText();
                case "key" -> key = key(in.text());
                case "self" -> site = site(in.text());
                case "fields" -> fields(in);
                case "changelog" -> {
                    if (lists) {
                        histories = History.list(in);
                    } else {
                        in.skip();
                    }
                }
                default -> in.skip();
            }
        }
        return taken(in);
    }

    /// The text if it is the key of an issue; else null.
    static @Nullable String key(@Nullable String text) {
        return text != null && KEY.matcher(text).matches() ? text : null;
    }

    /// The address of the site that a resource belongs to. `self` itself is malformed in webhooks;
    /// calls through the gateway have no site in it.
    private static @Nullable String site(@Nullable String self) {
        var end = self == null ? -1 : self.indexOf("/rest/api/");
        if (self == null || end < 0) {
            return null;
        }
        var site = self.substring(0, end);
        return SITE.matcher(site).matches() && !site.contains("/ex/jira/") ? site : null;
    }

    private void fields(Fields in) throws IOException {
        if (!in.enter()) {
            return;
        }
        while (in.next()) {
            switch (in.name()) {
                case "project" -> project = project(in);
                case "status" -> status = status(in);
                case "issuetype" -> type = name(in);
                case "priority" -> priority = in.isNull() ? "" : name(in);
                case "summary" -> summary = in.text();
                case "description" -> prose = Prose.of(in);
                case "creator" -> creator = User.read(in);
                case "assignee" -> {
                    tellsAssignee = true;
                    assignee = User.read(in);
                }
                case "parent" -> {
                    tellsParent = true;
                    parent = in.isNull() ? null : id(in);
                }
                case "timetracking" -> estimate(timeTracking(in));
                case "timeoriginalestimate" -> estimate(in.isNull() ? null : in.count());
                case "created" -> createdAt = in.time();
                case "updated" -> updatedAt = in.time();
                case "issuelinks" -> links(in);
                case "comment" -> {
                    if (lists) {
                        comments = Comments.list(in);
                    } else {
                        in.skip();
                    }
                }
                default -> in.skip();
            }
        }
    }

    /// Points and other custom estimates are not time tracking: that there is no time says nothing.
    private void estimate(@Nullable Long seconds) {
        if (seconds != null && seconds > 0) {
            estimate = Boolean.TRUE;
        }
    }

    static Snapshot.@Nullable Project project(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        String id = null;
        String key = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identityText();
                case "key" -> key = in.text();
                default -> in.skip();
            }
        }
        if (id == null || key == null) {
            in.missing(id == null ? "id" : "key");
            return null;
        }
        return new Snapshot.Project(id, key);
    }

    static @Nullable Status status(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        String id = null;
        String name = null;
        Category category = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identityText();
                case "name" -> name = in.text();
                case "statusCategory" -> category = category(in);
                default -> in.skip();
            }
        }
        if (id == null || name == null) {
            in.missing(id == null ? "id" : "name");
            return null;
        }
        return new Status(id, name, category);
    }

    /// By its key, which is the same in every language and on every site.
    ///
    /// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-status-categories/>
    private static @Nullable Category category(Fields in) throws IOException {
        Category category = null;
        if (in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "key" -> {
                        var key = in.text();
                        category =
                                switch (key == null ? "" : key) {
                                    case "new" -> Category.TODO;
                                    case "indeterminate" -> Category.IN_PROGRESS;
                                    case "done" -> Category.DONE;
                                    default -> null;
                                };
                    }
                    default -> in.skip();
                }
            }
        }
        return category;
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

    private static @Nullable String id(Fields in) throws IOException {
        String id = null;
        if (in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "id" -> id = in.identityText();
                    default -> in.skip();
                }
            }
        }
        return id;
    }

    private static @Nullable Long timeTracking(Fields in) throws IOException {
        Long seconds = null;
        if (in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "originalEstimateSeconds" -> seconds = in.count();
                    default -> in.skip();
                }
            }
        }
        return seconds;
    }

    private void links(Fields in) throws IOException {
        if (!in.enterList()) {
            return;
        }
        while (in.nextElement()) {
            var link = link(in);
            if (link != null) {
                links.add(link);
            }
        }
    }

    private static Snapshot.@Nullable Link link(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        String id = null;
        String other = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identityText();
                case "inwardIssue", "outwardIssue" -> {
                    var issue = id(in);
                    other = issue == null ? other : issue;
                }
                default -> in.skip();
            }
        }
        return id == null || other == null ? null : new Snapshot.Link(id, other);
    }

    private @Nullable Snapshot taken(Fields in) {
        if (id == null) {
            in.missing("id");
            return null;
        }
        return new Snapshot(
                id,
                key,
                site,
                createdAt != null,
                project,
                status,
                type,
                priority,
                summary,
                prose,
                creator,
                assignee,
                tellsAssignee,
                parent,
                tellsParent,
                estimate,
                createdAt,
                updatedAt,
                links.stream().sorted(Comparator.comparing(Snapshot.Link::id)).toList());
    }
}
