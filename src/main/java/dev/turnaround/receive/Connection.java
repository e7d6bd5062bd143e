package dev.turnaround.receive;

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
        Fetch fetch) {}
