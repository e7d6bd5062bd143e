/// Secrets at rest: what is kept here can be read by nobody who has the database alone.
@NullMarked
package dev.turnaround.vault;

import org.jspecify.annotations.NullMarked;
