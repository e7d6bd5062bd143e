@NullMarked
package dev.turnaround.model.calendar;

import org.jspecify.annotations.NullMarked;
