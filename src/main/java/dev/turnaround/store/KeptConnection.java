package dev.turnaround.store;

import java.time.Instant;
import java.util.Map;

/// A connection that was made here, as it is kept.
///
/// @param sealed what it is, secrets and all
/// @param secretsSetAt when each of its secrets was given, by its key
/// @param version grows with each change
public record KeptConnection(
        String id,
        String provider,
        String sealed,
        Map<String, Instant> secretsSetAt,
        long version) {

    /// Copies the map.
    public KeptConnection {
        secretsSetAt = Map.copyOf(secretsSetAt);
    }
}
