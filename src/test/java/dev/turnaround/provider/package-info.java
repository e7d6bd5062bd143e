/// What every provider promises ([ProviderContract]), tested on deliveries as they came in.
@NullMarked
package dev.turnaround.provider;

import org.jspecify.annotations.NullMarked;
