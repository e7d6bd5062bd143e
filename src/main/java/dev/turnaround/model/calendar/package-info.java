/// When people work: weekly hours, holidays and a zone, and how much of an interval falls into
/// them.
@NullMarked
package dev.turnaround.model.calendar;

import org.jspecify.annotations.NullMarked;
