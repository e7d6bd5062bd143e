package dev.turnaround.provider;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A webhook as it came in. It cannot leave `receive` and the providers.
public final class Delivery {
    private final UnaryOperator<@Nullable String> headers;
    private final byte[] body;
    private final Instant receivedAt;

    /// A delivery.
    ///
    /// @param headers gives a header's value by its name in any case, or null
    /// @param body the exact bytes; not copied, so do not change them afterwards
    /// @param receivedAt when the last byte had come in
    public Delivery(UnaryOperator<@Nullable String> headers, byte[] body, Instant receivedAt) {
        this.headers = headers;
        this.body = body;
        this.receivedAt = receivedAt;
    }

    /// The value of a header, or null. Names are compared without regard to case.
    public @Nullable String header(String name) {
        return headers.apply(name);
    }

    /// The exact bytes. Shared, not copied: do not change them.
    public byte[] body() {
        return body;
    }

    /// When the last byte had come in.
    public Instant receivedAt() {
        return receivedAt;
    }
}
