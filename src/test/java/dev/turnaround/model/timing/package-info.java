@NullMarked
package dev.turnaround.model.timing;

import org.jspecify.annotations.NullMarked;
