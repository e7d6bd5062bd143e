@NullMarked
package dev.turnaround.world;

import org.jspecify.annotations.NullMarked;
