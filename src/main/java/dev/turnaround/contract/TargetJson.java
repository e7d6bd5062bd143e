package dev.turnaround.contract;

import dev.turnaround.model.calendar.CalendarWords;
import dev.turnaround.model.due.Due;
import dev.turnaround.model.due.Target;
import dev.turnaround.store.Agreements;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Working hours, targets and who misses them, as the API shows them.
public final class TargetJson {

    private TargetJson() {}

    /// A calendar.
    public static Map<String, @Nullable Object> calendar(Agreements.Held held) {
        var words = CalendarWords.of(held.calendar());
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("team", team(held.team()));
        json.put("source", held.source().word());
        json.put("zone", words.zone());
        json.put("week", new TreeMap<>(words.week()));
        json.put("holidays", words.holidays());
        return json;
    }

    /// A target and whom it is for.
    public static Map<String, @Nullable Object> aim(Agreements.Aim aim) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("team", team(aim.team()));
        json.putAll(target(aim.target()));
        return json;
    }

    /// The target that is missed first, with the moment from which it is; null where there is none.
    public static @Nullable Map<String, @Nullable Object> late(@Nullable Due due) {
        if (due == null) {
            return null;
        }
        var json = target(due.target());
        json.put("at", due.at());
        return json;
    }

    private static Map<String, @Nullable Object> target(Target target) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("metric", target.timing().word());
        json.put("targetSeconds", target.within().toSeconds());
        json.put("time", target.working() ? "working" : "calendar");
        return json;
    }

    private static @Nullable Map<String, @Nullable Object> team(Agreements.@Nullable Team team) {
        if (team == null) {
            return null;
        }
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", team.id());
        json.put("name", team.name());
        return json;
    }
}
