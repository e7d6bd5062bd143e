/// The whole server, from outside: over HTTP, on a real PostgreSQL, with webhooks in the shapes
/// that GitHub sends.
@NullMarked
package dev.turnaround.server;

import org.jspecify.annotations.NullMarked;
