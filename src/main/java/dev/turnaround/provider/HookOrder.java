package dev.turnaround.provider;

import java.net.URI;
import java.util.Map;

/// A webhook that somebody asked for.
///
/// @param url where it is to post
/// @param secrets what it is to prove itself with, one of a kind, by the kinds of [WebhookSecrets]
/// @param active whether the provider is to post to it: one that somebody switched off stays so
///   when its secret is replaced
public record HookOrder(HookPlace place, URI url, Map<String, String> secrets, boolean active) {

    /// Copies the map.
    public HookOrder {
        secrets = Map.copyOf(secrets);
    }

    /// Where; never with what.
    @Override
    public String toString() {
        return "hook of " + place;
    }
}
