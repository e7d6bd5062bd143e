@NullMarked
package dev.turnaround.cli;

import org.jspecify.annotations.NullMarked;
