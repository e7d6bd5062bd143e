/// Tests of the health check, on this machine alone.
@NullMarked
package dev.turnaround.check;

import org.jspecify.annotations.NullMarked;
