/// What people do, in the words of whichever provider they do it at.
///
/// A [PullRequest] can be gone through without knowing where it is; each provider has its own
/// telling of it. Whoever decides what happens next (the demo's story, the world of the tests)
/// shares this, so that all of them play the providers in the same way.
@NullMarked
package dev.turnaround.simulator.play;

import org.jspecify.annotations.NullMarked;
