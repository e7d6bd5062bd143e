/// A storm under a seed: two processes, their PostgreSQL and their Kafka are killed, paused and cut
/// off from each other while webhooks come in and streams are followed, and at the end nothing may
/// be missing.
///
/// [Chaos] is the whole. [Schedule] says from the seed alone what is struck, when and for how long;
/// [Stage] has what is struck, each in a process of its own, with a [Relay] on every road between
/// them. [Post] sends what happens in a simulated world as a patient proxy would, and notes what
/// was acknowledged. [Follower]s read the stream. [Inquest] looks at what is left.
///
/// **Invariant:** all that is compared is read from outside: from PostgreSQL, from the world, and
/// from what the followers got.
@NullMarked
package dev.turnaround.chaos;

import org.jspecify.annotations.NullMarked;
