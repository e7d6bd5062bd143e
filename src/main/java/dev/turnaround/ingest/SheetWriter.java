package dev.turnaround.ingest;

import dev.turnaround.model.Change;
import dev.turnaround.store.Away;
import dev.turnaround.store.Checkpoint;
import dev.turnaround.store.StaleRead;
import dev.turnaround.store.Tally;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes pages of APIs, one transaction a page.
///
/// A page does not go through the lanes, because it is about many pull requests and stands or falls
/// with its checkpoint; the locks of the transaction keep it and the lanes apart.
final class SheetWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SheetWriter.class);

    private final Transactions transactions;
    private final InstantSource clock;
    private final Shared shared;
    private final Runnable committed;
    private final Runnable namesMoved;
    private final ReentrantLock turn = new ReentrantLock(true);
    private boolean closed;

    /// A writer.
    ///
    /// @param transactions used by it alone
    /// @param committed called after each commit
    /// @param namesMoved called after a commit by which issues answer to other names
    SheetWriter(
            Transactions transactions,
            InstantSource clock,
            Shared shared,
            Runnable committed,
            Runnable namesMoved) {
        this.transactions = transactions;
        this.clock = clock;
        this.shared = shared;
        this.committed = committed;
        this.namesMoved = namesMoved;
    }

    /// Writes a page.
    ///
    /// @throws Unavailable when it cannot be stored now
    Tally write(Sheet sheet) {
        turn.lock();
        try {
            if (closed) {
                throw new Unavailable("the server is closing");
            }
            return stored(sheet);
        } catch (Away | StaleRead notNow) {
            throw new Unavailable("the database is away");
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            closed = true;
            transactions.close();
        } finally {
            turn.unlock();
        }
    }

    private Tally stored(Sheet sheet) {
        var beside = new Tally(0, sheet.skipped(), sheet.failed(), 0, 0, 0);
        try {
            return run(sheet.connection(), sheet.changes(), beside, sheet.checkpoint());
        } catch (Away | StaleRead passOn) {
            throw passOn;
        } catch (RuntimeException unstorable) {
            // The reader may go on only when all that can be stored is stored.
            var singly = beside.plus(singly(sheet.connection(), sheet.changes()));
            return run(sheet.connection(), List.of(), singly, sheet.checkpoint());
        }
    }

    /// Halves what cannot be stored until the one that is at fault is alone.
    private Tally singly(String connection, List<Change> changes) {
        try {
            return run(connection, changes, Tally.NOTHING, null);
        } catch (Away | StaleRead passOn) {
            throw passOn;
        } catch (RuntimeException unstorable) {
            if (changes.size() > 1) {
                var middle = changes.size() / 2;
                return singly(connection, changes.subList(0, middle))
                        .plus(singly(connection, changes.subList(middle, changes.size())));
            }
            LOG.atError()
                    .addKeyValue("connection", connection)
                    .setCause(unstorable)
                    .log("an item of a list cannot be stored");
            return new Tally(0, 0, changes.size(), 0, 0, 0);
        }
    }

    private Tally run(
            String connection,
            List<Change> changes,
            Tally beside,
            @Nullable Checkpoint checkpoint) {
        var now = clock.instant();
        var batch =
                new Batch(
                        changes.stream()
                                .map(change -> Arrival.listed(connection, change, now))
                                .toList(),
                        shared,
                        beside,
                        checkpoint);
        transactions.run(batch);
        committed.run();
        if (batch.namesMove()) {
            namesMoved.run();
        }
        return batch.tally();
    }
}
