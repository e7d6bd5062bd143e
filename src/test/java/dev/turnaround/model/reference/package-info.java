@NullMarked
package dev.turnaround.model.reference;

import org.jspecify.annotations.NullMarked;
