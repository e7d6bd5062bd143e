@NullMarked
package dev.turnaround.reconcile;

import org.jspecify.annotations.NullMarked;
