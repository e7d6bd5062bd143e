package dev.turnaround.settings;

/// One thing that is wrong with the settings.
///
/// `key` is the path, such as `connections[1].webhook.secrets`; empty if no single key is at fault.
/// `expected` completes the sentence "expected …" and never holds a secret.
public record Problem(Place place, String key, String expected) {
    @Override
    public String toString() {
        return place + ": " + (key.isEmpty() ? "" : key + ": ") + "expected " + expected;
    }
}
