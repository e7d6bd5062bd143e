@NullMarked
package dev.turnaround.store;

import org.jspecify.annotations.NullMarked;
