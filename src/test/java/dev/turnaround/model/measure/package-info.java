/// Tests of what is measured and how it is added up.
@NullMarked
package dev.turnaround.model.measure;

import org.jspecify.annotations.NullMarked;
