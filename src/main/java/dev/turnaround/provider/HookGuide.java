package dev.turnaround.provider;

import java.util.List;
import java.util.Map;

/// How a webhook is made at a provider by hand, and what it must tell of.
///
/// @param events the least that is needed, in the order of the provider's form
/// @param steps what to do, for each scope that the provider has webhooks for. They name neither
///   address nor secret
public record HookGuide(List<Event> events, Map<HookPlace.Scope, List<String>> steps) {

    /// Nothing is known of webhooks here.
    public static final HookGuide NONE = new HookGuide(List.of(), Map.of());

    /// Copies what it is given.
    public HookGuide {
        events = List.copyOf(events);
        steps = Map.copyOf(steps);
    }

    /// Something that a webhook is to tell of.
    ///
    /// @param name as the provider's API has it
    /// @param reason what is not known at once without it
    public record Event(String name, String reason) {}
}
