/// The authorization servers of the simulated providers.
@NullMarked
package dev.turnaround.simulator.consent;

import org.jspecify.annotations.NullMarked;
