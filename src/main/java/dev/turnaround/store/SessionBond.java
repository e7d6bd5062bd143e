package dev.turnaround.store;

import io.vertx.core.buffer.Buffer;

/// Ties something to the session that it was begun in.
///
/// @param session SHA-256 of the session's cookie
/// @param browser SHA-256 of another cookie of the same browser, which also comes along when
///   another site sends the browser here
public record SessionBond(Buffer session, Buffer browser) {}
