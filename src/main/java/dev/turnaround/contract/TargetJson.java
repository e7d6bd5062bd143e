package dev.turnaround.contract;

import dev.turnaround.model.calendar.CalendarWords;
import dev.turnaround.model.due.Due;
import dev.turnaround.model.due.Target;
import dev.turnaround.store.Aggregate;
import dev.turnaround.store.Agreements;
import dev.turnaround.store.TargetsMet;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
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

    /// How often a target was met.
    ///
    /// @param borders of the intervals that were asked for
    public static Map<String, @Nullable Object> met(TargetsMet.Line line, List<LocalDate> borders) {
        var few = line.count() < Aggregate.FEW;
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("metric", line.metric());
        json.put("from", start(borders.get(line.interval())));
        json.put("to", start(borders.get(line.interval() + 1)));
        json.put("count", line.count());
        json.put("met", few ? null : line.met());
        json.put("fewerThanFive", few);
        json.put("share", few ? null : (double) line.met() / line.count());
        return json;
    }

    private static String start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toString();
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
