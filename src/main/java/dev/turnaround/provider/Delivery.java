package dev.turnaround.provider;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A webhook as it came in. It cannot leave `receive` and the providers.
///
/// It has no text of its own: its address may hold a secret, and its body holds anything.
public final class Delivery {
    private final UnaryOperator<@Nullable String> headers;
    private final UnaryOperator<@Nullable String> parameters;
    private final byte[] body;
    private final Instant receivedAt;

    /// A delivery to an address without parameters.
    ///
    /// @param headers gives a header's value by its name in any case, or null
    /// @param body the exact bytes; not copied, so do not change them afterwards
    /// @param receivedAt when the last byte had come in
    public Delivery(UnaryOperator<@Nullable String> headers, byte[] body, Instant receivedAt) {
        this(headers, _ -> null, body, receivedAt);
    }

    /// A delivery.
    ///
    /// @param headers gives a header's value by its name in any case, or null
    /// @param parameters gives the decoded value of a parameter of the address (what stands behind
    ///   its question mark) by its exact name, or null
    /// @param body the exact bytes; not copied, so do not change them afterwards
    /// @param receivedAt when the last byte had come in
    public Delivery(
            UnaryOperator<@Nullable String> headers,
            UnaryOperator<@Nullable String> parameters,
            byte[] body,
            Instant receivedAt) {
        this.headers = headers;
        this.parameters = parameters;
        this.body = body;
        this.receivedAt = receivedAt;
    }

    /// The value of a header, or null. Names are compared without regard to case.
    public @Nullable String header(String name) {
        return headers.apply(name);
    }

    /// The value of a parameter of the address, or null. It may be a secret: keep it out of logs,
    /// readings and answers.
    public @Nullable String parameter(String name) {
        return parameters.apply(name);
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
