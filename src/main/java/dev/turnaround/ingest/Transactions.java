package dev.turnaround.ingest;

import dev.turnaround.store.BatchStore;
import dev.turnaround.store.StaleRead;
import java.time.InstantSource;

/// Runs batches, each in a transaction, again where it met another writer. Not for two threads at
/// once.
final class Transactions implements AutoCloseable {
    private static final int ATTEMPTS_MAX = 8;

    private final BatchStore store;
    private final InstantSource clock;
    private final Shared shared;

    /// Transactions on a store that nobody else uses.
    ///
    /// @param shared what all writers share
    Transactions(BatchStore store, InstantSource clock, Shared shared) {
        this.store = store;
        this.clock = clock;
        this.shared = shared;
    }

    /// Runs a batch.
    ///
    /// @throws StaleRead when it met other writers too often
    /// @throws RuntimeException as [BatchStore#transact] does
    void run(Batch batch) {
        run(batch, Turn.NOW);
    }

    /// Runs a batch that is to be committed after another one.
    ///
    /// @throws Unavailable when that one could not be stored
    /// @throws StaleRead when it met other writers too often
    /// @throws RuntimeException as [BatchStore#transact] does
    void run(Batch batch, Turn turn) {
        for (var attempt = 1; ; attempt++) {
            try {
                store.transact(
                        batch.wanted(),
                        (known, histories) -> batch.fold(known, histories, clock.instant()),
                        turn::comesSoon);
                shared.names().remember(batch.names());
                shared.faces().remember(batch.faces(), batch.involved());
                return;
            } catch (StaleRead overtaken) {
                if (attempt == ATTEMPTS_MAX) {
                    throw overtaken;
                }
                turn.await();
            }
        }
    }

    /// Takes nothing for written that was. From any thread.
    void forget() {
        store.forget();
    }

    /// Writes down times in which deliveries were refused, if there are any.
    void write(Refusals refusals) {
        if (!refusals.isEmpty()) {
            store.saveRefusals(refusals.take());
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
