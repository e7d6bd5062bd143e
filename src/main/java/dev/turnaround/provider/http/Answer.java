package dev.turnaround.provider.http;

import io.vertx.core.MultiMap;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an API answered. Cannot be printed: the body may hold anything.
public final class Answer {
    private final int status;
    private final MultiMap headers;
    private final byte[] body;
    private final Instant at;

    /// An answer.
    ///
    /// @param at when it was given, by the provider's clock where it tells
    Answer(int status, MultiMap headers, byte[] body, Instant at) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.at = at;
    }

    public int status() {
        return status;
    }

    /// Whether it is a 2xx.
    public boolean ok() {
        return status / 100 == 2;
    }

    /// A header's value by its name in any case, or null.
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /// The body. Shared, not copied: do not change it.
    public byte[] body() {
        return body;
    }

    /// When it was given, by the provider's clock where it tells, in whole seconds.
    public Instant at() {
        return at;
    }

    /// The same, given again later.
    Answer at(Instant later) {
        return new Answer(status, headers, body, later);
    }
}
