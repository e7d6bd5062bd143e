package dev.turnaround.settings;

import java.util.List;
import java.util.Map;

/// Settings that were understood, and what the operator should hear about them.
///
/// A warning is a sentence about something that is probably a slip but harmless, such as a
/// `TURNAROUND_…` variable that names no setting. `places` says by key path where each given
/// setting stands.
public record Loaded(Settings settings, List<String> warnings, Map<String, Place> places) {
    /// Copies the collections.
    public Loaded {
        warnings = List.copyOf(warnings);
        places = Map.copyOf(places);
    }

    /// A problem found later, by whoever interprets a setting, such as a provider its `auth`.
    ///
    /// A key that was not given is reported where its nearest given parent stands.
    public Problem problem(String key, String expected) {
        var given = key;
        while (!given.isEmpty() && !places.containsKey(given)) {
            given =
                    given.substring(
                            0,
                            Math.max(0, Math.max(given.lastIndexOf('.'), given.lastIndexOf('['))));
        }
        return new Problem(
                places.getOrDefault(given, new Place.WholeFile("settings")), key, expected);
    }

    /// The refusal of settings that were understood here, but not by whoever interprets them.
    public static InvalidSettings refused(List<Problem> problems) {
        return InvalidSettings.sorted(problems);
    }
}
