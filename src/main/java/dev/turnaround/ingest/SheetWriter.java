package dev.turnaround.ingest;

import dev.turnaround.model.Change;
import dev.turnaround.store.Away;
import dev.turnaround.store.Checkpoint;
import dev.turnaround.store.StaleRead;
import dev.turnaround.store.Tally;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes pages of APIs, one transaction a page.
///
/// A page does not go through the lanes, because it is about many pull requests and stands or falls
/// with its checkpoint; the locks of the transaction keep it and the lanes apart. While one is
/// written the next is folded: of what is slow about a page, half is done here and half in the
/// database.
final class SheetWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SheetWriter.class);

    private final BlockingQueue<Transactions> free;
    private final int desks;
    private final InstantSource clock;
    private final Shared shared;
    private final Runnable committed;
    private final Runnable namesMoved;
    private volatile boolean closed;

    /// A writer.
    ///
    /// @param desks how many pages may be under way, and where; used by it alone
    /// @param committed called after each commit
    /// @param namesMoved called after a commit by which issues answer to other names
    SheetWriter(
            List<Transactions> desks,
            InstantSource clock,
            Shared shared,
            Runnable committed,
            Runnable namesMoved) {
        this.free = new ArrayBlockingQueue<>(desks.size(), true, desks);
        this.desks = desks.size();
        this.clock = clock;
        this.shared = shared;
        this.committed = committed;
        this.namesMoved = namesMoved;
    }

    /// Begins to write a page, as soon as there is room.
    ///
    /// @param before is committed before it, or neither is
    /// @throws Unavailable when it cannot be stored now
    Stored begin(Sheet sheet, @Nullable Stored before) {
        var desk = take();
        if (closed) {
            free.add(desk);
            throw new Unavailable("the server is closing");
        }
        return Stored.begin(() -> {
            try {
                return new Desk(desk, new Turn(before)).write(sheet);
            } finally {
                free.add(desk);
            }
        });
    }

    private Transactions take() {
        try {
            return free.take();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the server is closing");
        }
    }

    /// Waits for the pages under way.
    @Override
    public void close() {
        closed = true;
        for (var i = 0; i < desks; i++) {
            take().close();
        }
    }

    /// Where one page is written.
    private final class Desk {
        private final Transactions transactions;
        private final Turn turn;

        Desk(Transactions transactions, Turn turn) {
            this.transactions = transactions;
            this.turn = turn;
        }

        Tally write(Sheet sheet) {
            try {
                return stored(sheet);
            } catch (Away | StaleRead notNow) {
                throw new Unavailable("the database is away");
            }
        }

        private Tally stored(Sheet sheet) {
            var beside = new Tally(0, sheet.skipped(), sheet.failed(), 0, 0, 0);
            try {
                return run(sheet.connection(), sheet.changes(), beside, sheet.checkpoint());
            } catch (Away | StaleRead | Unavailable passOn) {
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
            } catch (Away | StaleRead | Unavailable passOn) {
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
            transactions.run(batch, turn);
            committed.run();
            if (batch.namesMove()) {
                namesMoved.run();
            }
            return batch.tally();
        }
    }
}
