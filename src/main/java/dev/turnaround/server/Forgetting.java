package dev.turnaround.server;

import dev.turnaround.connection.Live;
import dev.turnaround.connection.Watcher;
import dev.turnaround.ingest.Ingest;

/// Lets the writers forget what they know to be stored when a selection changes: what was left out
/// may have been erased since, by any process.
final class Forgetting implements Watcher {
    private final Ingest ingest;

    Forgetting(Ingest ingest) {
        this.ingest = ingest;
    }

    @Override
    public void opened(Live connection) {
        ingest.forget();
    }

    @Override
    public void closed(Live connection) {
        ingest.forget();
    }
}
