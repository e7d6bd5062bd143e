package dev.turnaround.receive;

import dev.turnaround.ingest.Arrival;
import dev.turnaround.model.Change;
import dev.turnaround.model.Fetch;
import dev.turnaround.provider.Webhooks;
import java.util.Set;

/// What the door needs to know of a connection.
///
/// @param id the word in the webhook's address
/// @param provider the word for its provider
/// @param contentTypes the media types that its deliveries come in
/// @param webhooks checks and reads its deliveries
/// @param selection which repositories are wanted
/// @param fetch what of them is
public record Connection(
        String id,
        String provider,
        Set<String> contentTypes,
        Webhooks webhooks,
        Selection selection,
        Fetch fetch) {

    /// What of a change is wanted here.
    Arrival.Content wanted(Change change) {
        var repository = change.repository();
        if (!selection.wants(repository)) {
            return Arrival.leftOut(
                    repository == null
                            ? "it does not say of which repository or project it is"
                            : "the repository is not selected",
                    change);
        }
        return switch (fetch.of(change)) {
            case Fetch.Some(var taken) -> Arrival.news(taken);
            case Fetch.None(var why) -> Arrival.leftOut(why, change);
        };
    }
}
