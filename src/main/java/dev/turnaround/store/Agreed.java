package dev.turnaround.store;

import dev.turnaround.model.calendar.WorkCalendar;
import dev.turnaround.model.due.Target;
import dev.turnaround.model.timing.Timing;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was agreed on, as it holds for each person.
///
/// What the configuration file says of a team holds before what was said here. Of several teams of
/// a person the first by name counts that has one.
///
/// @param everybody the calendar of whoever has no other
/// @param calendars of persons who have one by a team
/// @param calendarTeams the ids of these teams, by person
/// @param common the targets of everybody
/// @param targets of persons who have some by a team, with those of everybody for other clocks
record Agreed(
        WorkCalendar everybody,
        Map<UUID, WorkCalendar> calendars,
        Map<UUID, String> calendarTeams,
        List<Target> common,
        Map<UUID, List<Target>> targets) {

    static final Agreed NOTHING =
            new Agreed(WorkCalendar.USUAL, Map.of(), Map.of(), List.of(), Map.of());

    Agreed {
        calendars = Map.copyOf(calendars);
        calendarTeams = Map.copyOf(calendarTeams);
        common = List.copyOf(common);
        targets = Map.copyOf(targets);
    }

    /// @param teams ids of the teams of persons, by their names in lower case
    static Agreed of(
            Map<Agreement, JsonObject> agreements, Map<UUID, SortedMap<String, String>> teams) {
        if (agreements.isEmpty()) {
            return NOTHING;
        }
        var calendars = new HashMap<UUID, WorkCalendar>();
        var calendarTeams = new HashMap<UUID, String>();
        var targets = new HashMap<UUID, List<Target>>();
        var common = targets(agreements, Agreement.ALL);
        for (var entry : teams.entrySet()) {
            var own = new LinkedHashMap<Timing, Target>();
            for (var team : entry.getValue().entrySet()) {
                var calendar = calendar(agreements, team.getKey(), team.getValue());
                if (calendar != null && calendars.putIfAbsent(entry.getKey(), calendar) == null) {
                    calendarTeams.put(entry.getKey(), team.getValue());
                }
                targets(agreements, team.getValue())
                        .forEach(target -> own.putIfAbsent(target.timing(), target));
            }
            if (!own.isEmpty()) {
                common.forEach(target -> own.putIfAbsent(target.timing(), target));
                targets.put(entry.getKey(), List.copyOf(own.values()));
            }
        }
        var everybody = calendar(agreements, Agreement.ALL, Agreement.ALL);
        return new Agreed(
                everybody == null ? WorkCalendar.USUAL : everybody,
                calendars,
                calendarTeams,
                common,
                targets);
    }

    private static @Nullable WorkCalendar calendar(
            Map<Agreement, JsonObject> agreements, String name, String scope) {
        var inFile = agreements.get(Agreement.calendar(Agreement.inFile(name)));
        var json = inFile == null ? agreements.get(Agreement.calendar(scope)) : inFile;
        return json == null ? null : Agreement.calendar(json).orElse(null);
    }

    private static List<Target> targets(Map<Agreement, JsonObject> agreements, String scope) {
        return Target.TIMINGS.stream()
                .<Target>mapMulti((timing, into) -> {
                    var what = Agreement.target(scope, timing);
                    var json = agreements.get(what);
                    if (json != null) {
                        what.target(json).ifPresent(into);
                    }
                })
                .toList();
    }

    List<Target> targets(@Nullable UUID person) {
        return person == null ? common : targets.getOrDefault(person, common);
    }
}
