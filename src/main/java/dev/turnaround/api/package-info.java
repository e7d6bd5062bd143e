/// Reading from outside: REST, health, metrics, and the way to a stream. Contract first:
/// `openapi.yaml` lies beside, requests are checked against it before a handler sees them.
///
/// **Invariants:** everything but webhooks, health and the page's own files needs a token or a
/// session. Nothing here writes pull-request state.
@NullMarked
package dev.turnaround.api;

import org.jspecify.annotations.NullMarked;
