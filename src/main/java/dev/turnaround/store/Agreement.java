package dev.turnaround.store;

import dev.turnaround.model.calendar.CalendarWords;
import dev.turnaround.model.calendar.WorkCalendar;
import dev.turnaround.model.due.Target;
import dev.turnaround.model.timing.Timing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was agreed on for all or for a team, as it is stored.
///
/// @param kind what it is
/// @param scope whom it is for, see [#ALL], [#of] and [#inFile]
/// @param about which clock, for targets; empty for calendars
public record Agreement(Kind kind, String scope, String about) {
    /// Everybody who has none of their own.
    public static final String ALL = "";

    private static final String FILE = "file:";

    /// What can be agreed on.
    public enum Kind {
        /// When people work.
        CALENDAR,
        /// How fast is fast enough.
        TARGET;

        /// The name in the database.
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /// The calendar of a scope.
    public static Agreement calendar(String scope) {
        return new Agreement(Kind.CALENDAR, scope, "");
    }

    /// The target of a scope for a clock.
    public static Agreement target(String scope, Timing timing) {
        return new Agreement(Kind.TARGET, scope, timing.word());
    }

    /// The scope of a team.
    public static String of(UUID team) {
        return team.toString();
    }

    /// The scope as the configuration file names it: a team's name, or [#ALL].
    static String inFile(String name) {
        return FILE + name.toLowerCase(Locale.ROOT);
    }

    boolean isInFile() {
        return scope.startsWith(FILE);
    }

    /// A calendar as it is stored.
    public static JsonObject json(WorkCalendar calendar) {
        var words = CalendarWords.of(calendar);
        var week = new JsonObject();
        words.week().keySet().stream()
                .sorted()
                .forEach(day -> week.put(day, new JsonArray(words.week().get(day))));
        return new JsonObject()
                .put("zone", words.zone())
                .put("week", week)
                .put("holidays", new JsonArray(words.holidays()));
    }

    /// Words for a calendar, whether or not they make one.
    public static CalendarWords words(JsonObject json) {
        var week = new LinkedHashMap<String, List<String>>();
        var given = json.getJsonObject("week", new JsonObject());
        given.fieldNames().forEach(day -> week.put(day, texts(given.getJsonArray(day))));
        return new CalendarWords(
                json.getString("zone"),
                week,
                texts(json.getJsonArray("holidays", new JsonArray())));
    }

    private static List<String> texts(@Nullable JsonArray array) {
        return array == null ? List.of() : array.stream().map(String::valueOf).toList();
    }

    /// The calendar that was stored; none where this version does not know its zone any more.
    static Optional<WorkCalendar> calendar(JsonObject json) {
        return words(json).meaning() instanceof CalendarWords.Meaning.Good(var calendar)
                ? Optional.of(calendar)
                : Optional.empty();
    }

    /// A target as it is stored.
    public static JsonObject json(Target target) {
        return new JsonObject()
                .put("seconds", target.within().toSeconds())
                .put("working", target.working());
    }

    /// The target that was stored; none of a clock that cannot have one.
    Optional<Target> target(JsonObject json) {
        return Target.TIMINGS.stream()
                .filter(timing -> timing.word().equals(about))
                .findFirst()
                .map(timing ->
                        new Target(
                                timing,
                                Duration.ofSeconds(json.getLong("seconds")),
                                json.getBoolean("working")));
    }
}
