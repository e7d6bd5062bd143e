package dev.turnaround.store.embedded;

import java.nio.file.Path;
import java.util.List;

/// A server for tests, whose databases need not outlive a crash of the machine: it never waits for
/// the disk.
///
/// To give a database back makes a checkpoint, which with `fsync` on waits for every file of every
/// database.
public final class FleetingPostgres {
    private FleetingPostgres() {}

    /// Starts one on any free port.
    public static EmbeddedPostgres start(Path dataDir) {
        return EmbeddedPostgres.start(dataDir, 0, List.of("fsync=off", "full_page_writes=off"));
    }
}
