/// Turnaround: live code review timing from webhooks.
@NullMarked
package dev.turnaround;

import org.jspecify.annotations.NullMarked;
