package dev.turnaround.simulator.consent;

import java.net.URI;
import java.util.Set;

/// An app that was registered at the provider.
///
/// @param redirect where browsers are sent back to
/// @param scopes what it may ask for
public record RegisteredApp(String id, String secret, URI redirect, Set<String> scopes) {
    public RegisteredApp {
        scopes = Set.copyOf(scopes);
    }
}
