package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A comment, without a word of it.
///
/// <https://docs.gitlab.com/user/project/integrations/webhook_events/#comment-events>
///
/// @param author an account's number
/// @param action `create` or `update`, from 16.11 on; before that every note was a new one
/// @param system whether GitLab itself wrote it
/// @param on what it is on, such as `MergeRequest`
record Note(
        long id,
        @Nullable Long author,
        Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable String action,
        boolean system,
        @Nullable String on) {

    /// The object; null when it is missing or lacks what is needed.
    static @Nullable Note read(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        Long author = null;
        Instant createdAt = null;
        Instant updatedAt = null;
        String action = null;
        Boolean system = null;
        String on = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "author_id" -> author = in.identity();
                case "created_at" -> createdAt = in.time();
                case "updated_at" -> updatedAt = in.time();
                case "action" -> action = in.text();
                case "system" -> system = in.flag();
                case "noteable_type" -> on = in.text();
                default -> in.skip();
            }
        }
        if (id == null || createdAt == null) {
            in.missing(id == null ? "id" : "created_at");
            return null;
        }
        return new Note(id, author, createdAt, updatedAt, action, Boolean.TRUE.equals(system), on);
    }

    /// Whether it was just written, so that the delivery's user is its author.
    boolean isNew() {
        return action == null || action.equals("create");
    }

    /// Whether it is gone. No version is known to tell it.
    boolean isDeleted() {
        return "delete".equals(action) || "destroy".equals(action);
    }

    /// When what this delivery tells was so.
    Instant toldAt() {
        return updatedAt == null || updatedAt.isBefore(createdAt) ? createdAt : updatedAt;
    }
}
