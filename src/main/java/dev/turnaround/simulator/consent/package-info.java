/// Where people let an app in at a simulated provider: its authorization server, which gives codes
/// for consent, grants for codes, and grants for refresh tokens.
///
/// What all of them do alike is here, by OAuth 2.0 (<https://www.rfc-editor.org/rfc/rfc6749>); the
/// [shape][dev.turnaround.simulator.consent.Shape] of each is in the provider's own folder.
///
/// **Invariants:** a code is good once, and only with its verifier and its redirect address. A
/// refresh token that was replaced ends everything that came of the same consent, as a stolen one
/// has to (<https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2>).
@NullMarked
package dev.turnaround.simulator.consent;

import org.jspecify.annotations.NullMarked;
