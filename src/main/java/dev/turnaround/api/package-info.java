/// Reading from outside: REST, health, metrics, and the way to a stream. Contract first:
/// `openapi.yaml` lies beside, requests are checked against it before a handler sees them.
///
/// **Invariants:** everything but webhooks, health, the page's own files and the ways to sign in
/// needs a token or a session, of the scope that the contract says. [Doorkeeper] sees to that
/// before anything else looks at the request. Nothing here writes pull-request state.
///
/// What an administrator does is written to the audit log, by a line of [Caller#did].
@NullMarked
package dev.turnaround.api;

import org.jspecify.annotations.NullMarked;
