/// The webhooks of connections as they stand at the providers: installed when somebody asks for it,
/// looked after from then on, their secrets replaced without a delivery being lost.
///
/// **Invariant:** nothing here writes to a provider but what somebody asked for: a webhook that was
/// installed here, its secret once somebody has it replaced, and its time where it would run out.
/// One that ran out before anybody renewed it is made anew; one that was removed at the provider
/// stays removed.
@NullMarked
package dev.turnaround.connection.hook;

import org.jspecify.annotations.NullMarked;
