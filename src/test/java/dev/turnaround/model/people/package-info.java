@NullMarked
package dev.turnaround.model.people;

import org.jspecify.annotations.NullMarked;
