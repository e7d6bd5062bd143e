/// The health check of a connection: the road to its provider, then what its
/// [Api][dev.turnaround.provider.Api] says of the credentials, then whether webhooks come in.
///
/// **Invariants:** every step that fails says what to do. What a step could not have told, because
/// one before it failed, is skipped and says so. Names no provider; shows no secret.
@NullMarked
package dev.turnaround.check;

import org.jspecify.annotations.NullMarked;
