package dev.turnaround.server;

import dev.turnaround.check.Line;
import dev.turnaround.receive.Connection;
import dev.turnaround.reconcile.Source;
import dev.turnaround.reconcile.Timetable;
import dev.turnaround.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What reconciliation needs to know of the settings.
final class Syncing {

    private Syncing() {}

    /// The connections that can be read.
    ///
    /// @param doors the same connections as the door sees them
    static List<Source> sources(Collection<Line> lines, Map<String, Connection> doors) {
        var sources = new ArrayList<Source>();
        for (var line : lines) {
            var api = line.api();
            var door = doors.get(line.connection());
            if (api != null && door != null) {
                sources.add(new Source(line.connection(), api, door.selection()::wants));
            }
        }
        return sources;
    }

    /// When they are read.
    static Timetable timetable(Settings.Sync sync) {
        return new Timetable(sync.dailyAt(), sync.zone(), sync.backfillDays());
    }
}
