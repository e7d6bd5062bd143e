package dev.turnaround.server;

import dev.turnaround.connection.Connections;
import dev.turnaround.connection.Live;
import dev.turnaround.connection.Watcher;
import dev.turnaround.reconcile.Reconciler;
import dev.turnaround.reconcile.Source;
import dev.turnaround.reconcile.Timetable;
import dev.turnaround.settings.Settings;
import java.util.List;

/// Lets reconciliation read the connections that can be read.
final class Syncing implements Watcher {
    private final Reconciler reconciler;

    Syncing(Reconciler reconciler) {
        this.reconciler = reconciler;
    }

    @Override
    public void opened(Live connection) {
        var api = connection.line().api();
        if (api != null) {
            reconciler.join(
                    new Source(
                            connection.id(),
                            api,
                            connection.door().selection()::wants,
                            connection.door().fetch()));
        }
    }

    @Override
    public void closed(Live connection) {
        reconciler.leave(connection.id());
    }

    /// The ids of the connections that can be read.
    static List<String> readable(Connections connections) {
        return connections.all().stream()
                .filter(one -> one.line().api() != null)
                .map(Live::id)
                .toList();
    }

    /// When they are read.
    static Timetable timetable(Settings.Sync sync) {
        return new Timetable(sync.dailyAt(), sync.zone(), sync.backfillDays());
    }
}
