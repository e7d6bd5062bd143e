package dev.turnaround.model.issue;

import dev.turnaround.model.Actor;
import dev.turnaround.model.reference.Evidence;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The story of an issue in words, and what it comes to.
///
/// ```
/// The time before a move was spent where the move came from.
///   09:00 created mia
///   10:00 moved todo doing #101
///   then stays todo 09:00-10:00, doing 10:00-
/// ```
///
/// Facts are told in the order of the lines: `TIME [~] [x] KIND … [#identity]`, with `~` for an
/// estimated time and `x` for what has been taken back. Two lines with the same identity are two
/// tellings of one fact. All happen on the same day.
///
/// - Kinds: `created [WHO] [STATUS]`, `moved STATUS|? STATUS`, `placed STATUS|? STATUS`, `assigned
///   WHO|nobody`, `commented WHO`, `linked TARGET`, `deleted`, `seen STATUS`.
/// - Who: a name; `bot:name`; `?` where the source does not say.
/// - Statuses: `todo`, `doing`, `review`, `done`, `open` and `closed` are of the categories that
///   one expects; `3?` is one whose category is not told; `doing=Läuft` is `doing` by another name.
///
/// What may stand after `then` is what [IssueSaid] says of the outcome, in its words.
///
/// @param sentence what is so
/// @param tellings in the order in which they arrive
/// @param then statements about the outcome
record IssueScenario(String sentence, List<IssueFact> tellings, List<String> then) {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    static Instant instant(String time) {
        return LocalTime.parse(time).atDate(DAY).toInstant(ZoneOffset.UTC);
    }

    static String time(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalTime().toString();
    }

    /// The scenarios in a file.
    static List<IssueScenario> read(List<String> lines) {
        var scenarios = new ArrayList<IssueScenario>();
        for (var line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!line.startsWith(" ")) {
                scenarios.add(new IssueScenario(line, new ArrayList<>(), new ArrayList<>()));
                continue;
            }
            scenarios.getLast().take(line.strip());
        }
        return scenarios;
    }

    private void take(String line) {
        if (line.startsWith("then ")) {
            then.add(line.substring("then ".length()).strip());
        } else if (then.isEmpty()) {
            tellings.add(fact(line, tellings.size()));
        } else {
            then.add(line);
        }
    }

    private static IssueFact fact(String line, int number) {
        var words = new ArrayList<>(List.of(line.split("\\s+")));
        var at = instant(words.removeFirst());
        var estimated = words.remove("~");
        var deleted = words.remove("x");
        var identity = words.stream().filter(word -> word.startsWith("#")).findFirst();
        identity.ifPresent(words::remove);
        var kind = words.removeFirst();
        var id =
                identity.map(word -> kind + ":" + word.substring(1))
                        .orElse(String.format(Locale.ROOT, "%s:x%02d", kind, number));
        return switch (kind) {
            case "created" -> {
                var actor = words.isEmpty() ? null : actor(words.removeFirst());
                var status = words.isEmpty() ? null : status(words.removeFirst());
                yield new IssueFact(
                        "created", at, estimated, actor, new IssueAct.Created(status), deleted);
            }
            case "moved" ->
                    new IssueFact(
                            id,
                            at,
                            estimated,
                            null,
                            new IssueAct.Moved(status(words.get(0)), told(words.get(1))),
                            deleted);
            case "placed" ->
                    new IssueFact(
                            id,
                            at,
                            estimated,
                            null,
                            new IssueAct.Placed(status(words.get(0)), told(words.get(1))),
                            deleted);
            case "assigned" ->
                    new IssueFact(
                            id,
                            at,
                            estimated,
                            null,
                            new IssueAct.Assigned(
                                    words.getFirst().equals("nobody")
                                            ? null
                                            : actor(words.getFirst())),
                            deleted);
            case "commented" ->
                    new IssueFact(
                            id,
                            at,
                            estimated,
                            actor(words.getFirst()),
                            new IssueAct.Commented(),
                            deleted);
            case "linked" ->
                    new IssueFact(
                            id,
                            at,
                            estimated,
                            null,
                            new IssueAct.Linked(Evidence.TRACKER, words.getFirst()),
                            deleted);
            case "deleted" ->
                    new IssueFact(id, at, estimated, null, new IssueAct.Deleted(), deleted);
            case "seen" ->
                    new IssueFact(
                            id,
                            at,
                            estimated,
                            null,
                            new IssueAct.Seen(told(words.getFirst())),
                            deleted);
            default -> throw new IllegalArgumentException(line);
        };
    }

    private static @Nullable Actor actor(String who) {
        if (who.equals("?")) {
            return null;
        }
        var bot = who.startsWith("bot:");
        var name = bot ? who.substring("bot:".length()) : who;
        return new Actor(name, name, bot);
    }

    private static Status told(String word) {
        var status = status(word);
        if (status == null) {
            throw new IllegalArgumentException("a status is wanted");
        }
        return status;
    }

    private static @Nullable Status status(String word) {
        if (word.equals("?")) {
            return null;
        }
        if (word.endsWith("?")) {
            var id = word.substring(0, word.length() - 1);
            return new Status(id, id, null);
        }
        var parts = word.split("=", 2);
        var category =
                switch (parts[0]) {
                    case "todo", "open" -> Category.TODO;
                    case "doing", "review" -> Category.IN_PROGRESS;
                    case "done", "closed" -> Category.DONE;
                    default -> throw new IllegalArgumentException(word);
                };
        return new Status(parts[0], parts[parts.length - 1], category);
    }
}
