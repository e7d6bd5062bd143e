package dev.turnaround.store.embedded;

import dev.turnaround.store.Endpoint;
import java.nio.file.Path;

/// Stub.
public final class EmbeddedPostgres implements AutoCloseable {
    /// S.
    public static EmbeddedPostgres start(Path d) {
        return new EmbeddedPostgres();
    }

    /// S.
    public static EmbeddedPostgres startOrJoin(Path d) {
        return new EmbeddedPostgres();
    }

    /// S.
    public Endpoint endpoint() {
        return new Endpoint(
                "127.0.0.1", 15999, "turnaround", "postgres", "secret", java.util.Map.of());
    }

    @Override
    public void close() {}
}
