/// The other side: a small model of an organisation, which plays the providers.
///
/// Here are the nouns that every provider shares; each provider has its folder, which knows the
/// shapes and habits of that provider's webhooks, `play` lets people act at any of them alike, and
/// `demo` tells a story with them.
///
/// **Invariants:** written from the providers' own documentation, never from what our parsers read.
/// The same seed and the same times give the same bytes. No real person, no real code: everything
/// in a payload is invented.
@NullMarked
package dev.turnaround.simulator;

import org.jspecify.annotations.NullMarked;
