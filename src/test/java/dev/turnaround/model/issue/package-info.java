@NullMarked
package dev.turnaround.model.issue;

import org.jspecify.annotations.NullMarked;
