package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A note as GraphQL tells it, without a word of it: a comment, or what GitLab itself wrote about
/// an act.
///
/// @param author null when the account is deleted
/// @param action which act; null for a comment
record Remark(
        long id,
        Instant createdAt,
        boolean system,
        @Nullable User author,
        @Nullable String action) {

    /// The note; null when it is none that could be read.
    static @Nullable Remark read(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        Instant createdAt = null;
        Boolean system = null;
        User author = null;
        String action = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = Told.number(in);
                case "createdAt" -> createdAt = Told.second(in);
                case "system" -> system = in.flag();
                case "author" -> author = Told.user(in);
                case "systemNoteMetadata" -> action = action(in);
                default -> in.skip();
            }
        }
        return id == null || createdAt == null || system == null
                ? null
                : new Remark(id, createdAt, system, author, action);
    }

    private static @Nullable String action(Fields in) throws IOException {
        String action = null;
        if (in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "action" -> action = in.text();
                    default -> in.skip();
                }
            }
        }
        return action;
    }

    /// Whether GitLab wrote it about this act.
    boolean is(String act) {
        return system && act.equals(action);
    }
}
