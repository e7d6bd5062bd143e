package dev.turnaround.ingest;

import dev.turnaround.model.timing.Terms;
import java.util.function.UnaryOperator;

/// What all batches of this process share.
///
/// @param providerOf the word for a connection's provider
/// @param names repositories' names that are known to be written already
/// @param faces accounts that are known to be written already
/// @param unlinkedToo whether pull requests count whose author is linked to nobody
/// @param terms what is settled of all pull requests
record Shared(
        UnaryOperator<String> providerOf,
        Names names,
        Faces faces,
        boolean unlinkedToo,
        Terms terms) {}
