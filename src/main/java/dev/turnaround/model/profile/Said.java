package dev.turnaround.model.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Two durations in words that people read, such as `2 h 5 min`: no finer than it takes to tell one
/// from the other.
record Said(String one, String other) {
    private static final int UNITS = 2;
    private static final int UNITS_MAX = 4;

    /// @param one null for none
    /// @param other null for none
    static Said of(@Nullable Duration one, @Nullable Duration other) {
        for (var units = UNITS; units <= UNITS_MAX; units++) {
            var said = new Said(text(one, units), text(other, units));
            if (!said.one.equals(said.other)) {
                return said;
            }
        }
        if (one == null || other == null || one.equals(other)) {
            return new Said(text(one, UNITS), text(other, UNITS));
        }
        return new Said(one.toMillis() + " ms", other.toMillis() + " ms");
    }

    private static String text(@Nullable Duration duration, int units) {
        if (duration == null) {
            return "nothing";
        }
        var parts = parts(duration.abs());
        if (parts.isEmpty()) {
            return duration.isZero() ? "0" : "less than a second";
        }
        return (duration.isNegative() ? "-" : "")
                + String.join(" ", parts.subList(0, Math.min(units, parts.size())));
    }

    private static List<String> parts(Duration duration) {
        var parts = new ArrayList<String>();
        add(parts, duration.toDays(), "d");
        add(parts, duration.toHoursPart(), "h");
        add(parts, duration.toMinutesPart(), "min");
        add(parts, duration.toSecondsPart(), "s");
        return parts;
    }

    private static void add(List<String> parts, long count, String unit) {
        if (count > 0) {
            parts.add(count + " " + unit);
        }
    }
}
