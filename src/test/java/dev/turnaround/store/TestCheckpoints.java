package dev.turnaround.store;

/// Writes checkpoints outside of a page's transaction.
public final class TestCheckpoints {

    private TestCheckpoints() {}

    public static void write(Readers readers, Checkpoint checkpoint, Tally tally) {
        SyncWrites.checkpoint(checkpoint, tally)
                .forEach(one -> Patience.await(one.send(readers.pool())));
    }
}
