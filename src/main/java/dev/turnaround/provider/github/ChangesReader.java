package dev.turnaround.provider.github;

import dev.turnaround.model.issue.Status;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Takes [Payload.Changes] from a `changes` object. All else in it, such as a former title or
/// description, is passed over.
///
/// Older deliveries of a move on a board name neither the field nor the values, so that such a move
/// is none here: <https://github.com/orgs/community/discussions/17405>
final class ChangesReader {
    private @Nullable Long formerNumber;
    private @Nullable String formerRepository;
    private @Nullable String field;
    private @Nullable String fieldName;
    private @Nullable Option from;
    private @Nullable Option to;

    private ChangesReader() {}

    private record Option(String id, String name) {}

    /// The `changes` object; null when it is missing, or says nothing that matters.
    static Payload.@Nullable Changes read(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        var reader = new ChangesReader();
        while (in.next()) {
            switch (in.name()) {
                case "old_issue" -> reader.oldIssue(in);
                case "old_repository" -> reader.oldRepository(in);
                case "field_value" -> reader.fieldValue(in);
                default -> in.skip();
            }
        }
        return reader.changes();
    }

    private void oldIssue(Fields in) throws IOException {
        if (in.isObject() && in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "number" -> formerNumber = in.count();
                    default -> in.skip();
                }
            }
        } else {
            in.skip();
        }
    }

    private void oldRepository(Fields in) throws IOException {
        if (in.isObject() && in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "full_name" -> formerRepository = in.text();
                    default -> in.skip();
                }
            }
        } else {
            in.skip();
        }
    }

    private void fieldValue(Fields in) throws IOException {
        if (in.isObject() && in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "field_node_id" -> field = in.text();
                    case "field_name" -> fieldName = in.text();
                    case "from" -> from = option(in);
                    case "to" -> to = option(in);
                    default -> in.skip();
                }
            }
        } else {
            in.skip();
        }
    }

    /// A value of a field with options; fields of other kinds have bare texts and numbers.
    private static @Nullable Option option(Fields in) throws IOException {
        if (!in.isObject() || !in.enter()) {
            in.skip();
            return null;
        }
        String id = null;
        String name = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.text();
                case "name" -> name = in.text();
                default -> in.skip();
            }
        }
        return id == null || name == null ? null : new Option(id, name);
    }

    private Payload.@Nullable Changes changes() {
        var name =
                formerRepository == null || formerNumber == null
                        ? null
                        : formerRepository + "#" + formerNumber;
        var move =
                field != null && Board.isStatus(fieldName) && (from != null || to != null)
                        ? new Payload.Move(status(field, from), status(field, to))
                        : null;
        return name == null && move == null ? null : new Payload.Changes(name, move);
    }

    private static @Nullable Status status(String field, @Nullable Option option) {
        return option == null ? null : Board.status(field, option.id(), option.name());
    }
}
