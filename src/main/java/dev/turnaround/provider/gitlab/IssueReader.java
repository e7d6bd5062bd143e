package dev.turnaround.provider.gitlab;

import dev.turnaround.model.issue.Category;
import dev.turnaround.model.issue.Status;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Takes an [Issue] from the `object_attributes` of its own events or from the `issue` of a note,
/// which are made alike.
///
/// <https://docs.gitlab.com/user/project/integrations/webhook_events/#work-item-events>
final class IssueReader {
    static final Status OPEN = new Status("opened", "Open", Category.TODO);
    static final Status CLOSED = new Status("closed", "Closed", Category.DONE);

    private @Nullable Long id;
    private @Nullable Long number;
    private @Nullable Long author;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;
    private @Nullable Instant closedAt;
    private @Nullable String state;
    private @Nullable Status status;
    private @Nullable String action;
    private @Nullable String type;
    private @Nullable String title;
    private @Nullable String prose;
    private @Nullable String url;
    private boolean tellsEstimate;
    private boolean estimated;
    private @Nullable List<Long> assignees;

    private IssueReader() {}

    /// The object; null when it is missing or lacks what is needed.
    static @Nullable Issue read(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        var reader = new IssueReader();
        reader.take(in);
        return reader.issue(in);
    }

    private void take(Fields in) throws IOException {
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "iid" -> number = in.identity();
                case "author_id" -> author = in.identity();
                case "created_at" -> createdAt = in.time();
                case "updated_at" -> updatedAt = in.time();
                case "closed_at" -> closedAt = in.time();
                case "state" -> state = in.text();
                case "status" -> status = in.isObject() ? status(in) : skipped(in);
                case "action" -> action = in.text();
                case "type" -> type = in.text();
                case "title" -> title = in.text();
                case "description" -> prose = Prose.read(in);
                case "url" -> url = in.link();
                case "weight", "time_estimate" -> estimate(in);
                case "assignee_ids" -> assignees = MergeRequestReader.identities(in);
                default -> in.skip();
            }
        }
    }

    private void estimate(Fields in) throws IOException {
        tellsEstimate = true;
        var value = in.count();
        estimated |= value != null && value > 0;
    }

    private static @Nullable Status skipped(Fields in) throws IOException {
        in.skip();
        return null;
    }

    /// <https://docs.gitlab.com/user/work_items/status/>
    private static @Nullable Status status(Fields in) throws IOException {
        Long id = null;
        String name = null;
        Category category = null;
        if (in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "id" -> id = in.identity();
                    case "name" -> name = in.text();
                    case "category" -> category = category(in.text());
                    default -> in.skip();
                }
            }
        }
        return id == null || name == null ? null : new Status("status:" + id, name, category);
    }

    private static @Nullable Category category(@Nullable String word) {
        return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
            case "triage", "to_do" -> Category.TODO;
            case "in_progress" -> Category.IN_PROGRESS;
            case "done", "canceled" -> Category.DONE;
            default -> null;
        };
    }

    private @Nullable Issue issue(Fields in) {
        if (id == null || createdAt == null) {
            in.missing(id == null ? "id" : "created_at");
            return null;
        }
        var open = !"closed".equals(state);
        return new Issue(
                id,
                number,
                author,
                createdAt,
                updatedAt,
                closedAt,
                status != null ? status : state == null ? null : open ? OPEN : CLOSED,
                open,
                action,
                type,
                title,
                prose,
                url,
                tellsEstimate ? (Boolean) estimated : null,
                assignees);
    }
}
