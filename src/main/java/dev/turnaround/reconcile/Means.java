package dev.turnaround.reconcile;

import dev.turnaround.provider.Pause;
import dev.turnaround.store.Gaps;
import dev.turnaround.store.SyncJournal;
import dev.turnaround.store.SyncTargets;
import dev.turnaround.trace.Tracing;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/// What all runs work with.
///
/// @param closing whether the server closes
record Means(
        SyncJournal journal,
        SyncTargets targets,
        Gaps gaps,
        Sheets sheets,
        Timetable timetable,
        InstantSource clock,
        Pause pause,
        SyncNews news,
        Tracing tracing,
        BooleanSupplier closing) {

    /// The same for somebody who may have to stop before the others.
    Means closingAlsoWhen(BooleanSupplier own) {
        return new Means(
                journal,
                targets,
                gaps,
                sheets,
                timetable,
                clock,
                pause,
                news,
                tracing,
                () -> closing.getAsBoolean() || own.getAsBoolean());
    }
}
