@NullMarked
package dev.turnaround.log;

import org.jspecify.annotations.NullMarked;
