package dev.turnaround.store;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of a session of the web page.
///
/// @param tokenHash SHA-256 of the token that it was traded for; null for one of a person
/// @param token what became of that token
/// @param seenAt when it was used last, to the minute
public record WebSession(
        String scope,
        Actor actor,
        @Nullable Buffer tokenHash,
        WebSessions.TokenState token,
        Instant seenAt) {}
