package dev.turnaround.contract;

import dev.turnaround.store.Aggregate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Aggregates as the API shows them.
public final class AggregateJson {
    private AggregateJson() {}

    /// One line.
    ///
    /// @param borders of the intervals that it was asked with
    public static Map<String, @Nullable Object> of(Aggregate one, List<LocalDate> borders) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("metric", one.metric().word());
        json.put("group", group(one.group()));
        json.putAll(figures(one, borders));
        return json;
    }

    /// One line with what the interval before comes to.
    ///
    /// @param borders of the intervals that both were asked with
    public static Map<String, @Nullable Object> compared(
            Aggregate one, Aggregate before, List<LocalDate> borders) {
        var json = of(one, borders);
        json.put("previous", figures(before, borders));
        return json;
    }

    /// What subscribers hear of a scope.
    ///
    /// @param borders the first and the last of the window
    public static Map<String, @Nullable Object> news(
            Aggregate one, Map<String, List<String>> scope, List<LocalDate> borders) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("metric", one.metric().word());
        json.put("scope", scope);
        json.put(
                "window",
                Map.of("from", start(borders.getFirst()), "to", start(borders.getLast())));
        json.putAll(numbers(one));
        return json;
    }

    private static @Nullable Map<String, @Nullable Object> group(Aggregate.@Nullable Group group) {
        if (group == null) {
            return null;
        }
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", group.id());
        json.put("name", group.name());
        return json;
    }

    private static Map<String, @Nullable Object> figures(Aggregate one, List<LocalDate> borders) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("from", start(borders.get(one.interval())));
        json.put("to", start(borders.get(one.interval() + 1)));
        json.putAll(numbers(one));
        return json;
    }

    private static Map<String, @Nullable Object> numbers(Aggregate one) {
        var few = one.fewerThanFive();
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("count", one.count());
        json.put("fewerThanFive", few);
        json.put("p50Seconds", few ? null : one.p50());
        json.put("p75Seconds", few ? null : one.p75());
        json.put("p90Seconds", few ? null : one.p90());
        json.put("meanSeconds", few ? null : one.mean());
        json.put("pending", one.pending());
        json.put("survivalMedianSeconds", few ? null : one.survivalMedian());
        json.put("unreviewed", one.unreviewed());
        return json;
    }

    private static String start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toString();
    }
}
