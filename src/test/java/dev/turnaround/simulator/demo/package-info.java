/// The demo's story, and how it is sent.
@NullMarked
package dev.turnaround.simulator.demo;

import org.jspecify.annotations.NullMarked;
