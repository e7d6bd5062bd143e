/// What the simulated GitHub sends, against what is known of the real one.
@NullMarked
package dev.turnaround.simulator.github;

import org.jspecify.annotations.NullMarked;
