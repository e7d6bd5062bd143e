/// One running Turnaround: which part is given which, what it listens on, what it measures, and in
/// which order it stops.
///
/// **Invariant:** nothing but wiring. There is no framework: read [Server] from top to bottom.
@NullMarked
package dev.turnaround.server;

import org.jspecify.annotations.NullMarked;
