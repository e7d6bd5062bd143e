package dev.turnaround.provider;

import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a connection signs in with, by the keys of the configuration. Has no text of its own.
///
/// @param values single values, such as a token
/// @param groups values that belong together, such as those of an app
public record Credentials(Map<String, String> values, Map<String, Credentials> groups) {

    /// None: the connection lives from webhooks alone.
    public static final Credentials NONE = new Credentials(Map.of(), Map.of());

    public Credentials {
        values = Map.copyOf(values);
        groups = Map.copyOf(groups);
    }

    /// A token alone.
    public static Credentials token(String token) {
        return new Credentials(Map.of("token", token), Map.of());
    }

    /// Whether there is nothing to sign in with.
    public boolean none() {
        return values.isEmpty() && groups.isEmpty();
    }

    /// The value under a key; null when there is none.
    public @Nullable String value(String key) {
        return values.get(key);
    }

    /// The group under a key; null when there is none.
    public @Nullable Credentials group(String key) {
        return groups.get(key);
    }

    /// The keys, not the values.
    @Override
    public String toString() {
        var keys = new TreeSet<>(values.keySet());
        keys.addAll(groups.keySet());
        return "credentials " + keys;
    }
}
