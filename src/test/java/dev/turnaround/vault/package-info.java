@NullMarked
package dev.turnaround.vault;

import org.jspecify.annotations.NullMarked;
