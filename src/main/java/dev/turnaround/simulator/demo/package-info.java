/// The demo: an organisation whose pull requests are under way when it begins, and go on living for
/// as long as it runs.
///
/// A [Story] says what happens and when; a [DemoSender] sends it as webhooks. They meet in
/// [Script], so that anything that plays a provider can be sent.
///
/// A story plays on several [scenes][dev.turnaround.simulator.play.Scene] at once, with the same
/// people. A [Life] decides what happens next and knows no provider: a [pull
/// request][dev.turnaround.simulator.play.PullRequest] says it in the words of its own.
///
/// **Invariants:** one seed and one clock give one story. The number of open pull requests stays
/// bounded however long it runs. Nothing is dated in the future.
@NullMarked
package dev.turnaround.simulator.demo;

import org.jspecify.annotations.NullMarked;
