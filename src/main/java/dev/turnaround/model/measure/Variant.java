package dev.turnaround.model.measure;

import java.util.Locale;

/// From where and in which time a clock is measured.
public enum Variant {
    /// From ready, all hours.
    READY,
    /// From the opening, all hours.
    OPENED,
    /// From ready, working hours.
    READY_WORKING,
    /// From the opening, working hours.
    OPENED_WORKING;

    /// The one that is meant.
    public static Variant of(Metric metric, boolean fromReady, boolean working) {
        if (metric.fromReady() && fromReady) {
            return working ? READY_WORKING : READY;
        }
        return working ? OPENED_WORKING : OPENED;
    }

    /// Whether it begins with ready.
    public boolean fromReady() {
        return this == READY || this == READY_WORKING;
    }

    /// Whether only working hours count.
    public boolean working() {
        return this == READY_WORKING || this == OPENED_WORKING;
    }

    /// The name in the database.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
