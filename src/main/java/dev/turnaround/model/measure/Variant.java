package dev.turnaround.model.measure;

import dev.turnaround.model.timing.Start;
import java.util.List;
import java.util.Locale;

/// From where and in which time a clock is measured. Their order is kept in the database: a new one
/// comes last.
public enum Variant {
    /// From ready, all hours.
    READY,
    /// From the opening, all hours.
    OPENED,
    /// From ready, working hours.
    READY_WORKING,
    /// From the opening, working hours.
    OPENED_WORKING,
    /// From ready, while it is no draft and not closed, all hours.
    READY_TIME,
    /// From ready, while it is no draft and not closed, working hours.
    READY_TIME_WORKING;

    /// Those that are added up. The others can be told from the rows alone: few ask for them, and
    /// each would be half as many sums again.
    public static final List<Variant> SUMMED =
            List.of(READY, OPENED, READY_WORKING, OPENED_WORKING);

    /// The one that is meant.
    public static Variant of(Metric metric, Start start, boolean working) {
        return switch (metric.fromReady() ? start : Start.OPENED) {
            case READY -> working ? READY_WORKING : READY;
            case OPENED -> working ? OPENED_WORKING : OPENED;
            case READY_TIME -> working ? READY_TIME_WORKING : READY_TIME;
        };
    }

    /// Whether it begins with ready.
    public boolean fromReady() {
        return switch (this) {
            case READY, READY_WORKING, READY_TIME, READY_TIME_WORKING -> true;
            case OPENED, OPENED_WORKING -> false;
        };
    }

    /// The same in all hours. How many clocks run is counted there alone: it is the same in
    /// whichever hours.
    public Variant allHours() {
        return switch (this) {
            case READY_WORKING -> READY;
            case OPENED_WORKING -> OPENED;
            case READY_TIME_WORKING -> READY_TIME;
            case READY, OPENED, READY_TIME -> this;
        };
    }

    /// Whether only working hours count.
    public boolean working() {
        return switch (this) {
            case READY_WORKING, OPENED_WORKING, READY_TIME_WORKING -> true;
            case READY, OPENED, READY_TIME -> false;
        };
    }

    /// The name in the database.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
