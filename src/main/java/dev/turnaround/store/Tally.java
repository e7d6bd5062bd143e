package dev.turnaround.store;

/// What became of what was handed in together.
///
/// @param ingested items that are stored now, whether or not they brought anything new
/// @param skipped items that are left out on purpose
/// @param failed items that could not be read or stored
/// @param facts facts that are new
/// @param backfilled those of them that a webhook should have brought
/// @param missed those of them that are from after the last webhook
public record Tally(int ingested, int skipped, int failed, int facts, int backfilled, int missed) {

    /// No items.
    public static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0);

    /// Both together.
    public Tally plus(Tally other) {
        return new Tally(
                ingested + other.ingested,
                skipped + other.skipped,
                failed + other.failed,
                facts + other.facts,
                backfilled + other.backfilled,
                missed + other.missed);
    }
}
