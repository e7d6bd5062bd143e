/// The embedded PostgreSQL, tried with real processes.
@NullMarked
package dev.turnaround.store.embedded;

import org.jspecify.annotations.NullMarked;
