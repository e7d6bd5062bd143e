/// What reaches the database through `ingest`, without a provider.
@NullMarked
package dev.turnaround.ingest;

import org.jspecify.annotations.NullMarked;
