package dev.turnaround.settings;

import dev.turnaround.model.calendar.CalendarWords;
import dev.turnaround.model.calendar.WorkCalendar;
import dev.turnaround.settings.Settings.Calendars;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;

/// Reads when people work.
final class CalendarReader {
    // What is wrong with a word is said when all are known.
    private static final Pattern ANY = Pattern.compile(".*\\S.*");

    private static final List<String> DAYS =
            Arrays.stream(DayOfWeek.values())
                    .map(day -> day.name().toLowerCase(Locale.ROOT))
                    .toList();

    private final Reading reading;
    private final Words words;

    CalendarReader(Reading reading) {
        this.reading = reading;
        this.words = new Words(reading);
    }

    Calendars read(Section section) {
        var usual = section.section("default");
        var everybody = usual.keys().isEmpty() ? null : calendar(usual);
        var teams = new HashMap<String, WorkCalendar>();
        var names = new HashSet<String>();
        var index = 0;
        for (var item : section.items("teams")) {
            var path = section.path("teams") + "[" + index++ + "]";
            if (!(item instanceof MappingNode)) {
                reading.refuse(reading.place(item), path, "a team with name, zone and week");
                continue;
            }
            var team = new Section(reading, path, reading.place(item), item);
            var name =
                    team.required(
                            "name",
                            "the name of a team",
                            text -> text.isBlank() ? null : text.strip());
            var calendar = calendar(team);
            if (name != null && !names.add(name.toLowerCase(Locale.ROOT))) {
                team.refuse("name", "each team once");
            } else if (name != null && calendar != null) {
                teams.put(name, calendar);
            }
        }
        return new Calendars(everybody, teams);
    }

    /// Null after a problem, which is noted.
    private @Nullable WorkCalendar calendar(Section section) {
        var zone = section.required("zone", "a time zone such as Europe/Berlin", text -> text);
        var days = section.section("week");
        var week = new LinkedHashMap<String, List<String>>();
        for (var day : DAYS) {
            week.put(day, words.read(days, day, ANY, "hours such as 09:00-17:00"));
        }
        var holidays = words.read(section, "holidays", ANY, "a date such as 2026-12-25");
        if (zone == null) {
            return null;
        }
        return switch (new CalendarWords(zone, Map.copyOf(week), holidays).meaning()) {
            case CalendarWords.Meaning.Good(var calendar) -> calendar;
            case CalendarWords.Meaning.Wrong(var faults) -> {
                faults.forEach(fault -> refuse(section, days, fault));
                yield null;
            }
        };
    }

    private static void refuse(Section section, Section days, CalendarWords.Fault fault) {
        if (fault.field().startsWith("week.")) {
            days.refuse(fault.field().substring("week.".length()), fault.expected());
        } else {
            section.refuse(fault.field().replaceFirst("\\[.*", ""), fault.expected());
        }
    }
}
