package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An issue as GraphQL tells it, with what happened to it. Whatever is not told is null.
///
/// @param id the identity that stays, unique within the instance
/// @param number what people see, `iid`
/// @param type in the words of webhooks, such as `Issue`
/// @param prose the description without code, which must not be kept; empty for none
/// @param estimated whether it has a time estimate; null for none, since it may have a weight
/// @param assignees who has it; null when not all of them are told
/// @param notesAfter where the notes go on; null when they are told to their end
record ListedIssue(
        long id,
        long number,
        boolean open,
        @Nullable String type,
        @Nullable String title,
        @Nullable String prose,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant closedAt,
        @Nullable String url,
        @Nullable Boolean estimated,
        @Nullable User author,
        @Nullable List<User> assignees,
        List<Remark> notes,
        @Nullable String notesAfter) {

    /// The same with further notes, to their end.
    ListedIssue with(List<Remark> further) {
        var all = new ArrayList<>(notes);
        all.addAll(further);
        return new ListedIssue(
                id,
                number,
                open,
                type,
                title,
                prose,
                createdAt,
                updatedAt,
                closedAt,
                url,
                estimated,
                author,
                assignees,
                List.copyOf(all),
                null);
    }

    /// One line of the list: the identity, and the rest where it could be read.
    record Line(long id, @Nullable ListedIssue told) {}

    /// The line; null when not even the identity is told.
    static @Nullable Line read(Fields in) throws IOException {
        return in.enter() ? new Reader().take(in) : null;
    }

    private static final class Reader {
        private @Nullable Long id;
        private @Nullable Long number;
        private @Nullable String state;
        private @Nullable String type;
        private @Nullable String title;
        private @Nullable String prose;
        private @Nullable Instant createdAt;
        private @Nullable Instant updatedAt;
        private @Nullable Instant closedAt;
        private @Nullable String url;
        private @Nullable Long estimate;
        private @Nullable User author;
        private Told.@Nullable Part<User> assignees;
        private Told.@Nullable Part<Remark> notes;

        @Nullable Line take(Fields in) throws IOException {
            while (in.next()) {
                switch (in.name()) {
                    case "id" -> id = Told.number(in);
                    case "iid" -> number = in.identity();
                    case "state" -> state = in.text();
                    case "type" -> type = words(in.text());
                    case "title" -> title = in.text();
                    case "description" -> prose = Prose.read(in);
                    case "createdAt" -> createdAt = Told.second(in);
                    case "updatedAt" -> updatedAt = Told.second(in);
                    case "closedAt" -> closedAt = Told.second(in);
                    case "webUrl" -> url = in.link();
                    case "timeEstimate" -> estimate = in.count();
                    case "author" -> author = Told.user(in);
                    case "assignees" -> assignees = Told.part(in, Told::user);
                    case "notes" -> notes = Told.part(in, Remark::read);
                    default -> in.skip();
                }
            }
            return id == null ? null : new Line(id, told(id));
        }

        /// `TEST_CASE` is `Test Case` in webhooks.
        private static @Nullable String words(@Nullable String type) {
            if (type == null) {
                return null;
            }
            var words = new StringBuilder();
            for (var word : type.split("_", -1)) {
                words.append(words.isEmpty() ? "" : " ");
                if (!word.isEmpty()) {
                    words.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
                }
            }
            return words.toString();
        }

        private @Nullable ListedIssue told(long identity) {
            if (number == null
                    || state == null
                    || createdAt == null
                    || updatedAt == null
                    || notes == null
                    || !notes.whole()) {
                return null;
            }
            return new ListedIssue(
                    identity,
                    number,
                    !"closed".equals(state),
                    type,
                    title,
                    prose,
                    createdAt,
                    updatedAt,
                    closedAt,
                    url,
                    (estimate != null && estimate > 0) ? Boolean.TRUE : null,
                    author,
                    assignees == null || !assignees.whole() ? null : assignees.items(),
                    notes.items(),
                    notes.next());
        }
    }
}
