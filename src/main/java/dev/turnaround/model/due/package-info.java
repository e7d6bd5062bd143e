/// How fast is fast enough: targets for clocks, and the moments at which they are missed.
@NullMarked
package dev.turnaround.model.due;

import org.jspecify.annotations.NullMarked;
