/// A small organisation that lives for some weeks of simulated time under a seed, at all providers
/// at once, and knows what truly happened.
///
/// A [World] sends webhooks and is asked by APIs; between it and whoever listens lie a [Network],
/// which loses, repeats, delays and shuffles the first, and a [FaultyApi], which fails the second.
/// What is true does not depend on either: [PullRequestHistory] and [IssueHistory] are noted as
/// things happen, in no provider's words.
///
/// **Invariants:** everything follows from one seed. Time is only what [World#until] makes of it.
/// What happens need not be plausible in the small, but everything that happens could.
@NullMarked
package dev.turnaround.simulator.world;

import org.jspecify.annotations.NullMarked;
