/// Tests of the settings; each file of the resource folder is a case, with its problems beside it.
@NullMarked
package dev.turnaround.settings;

import org.jspecify.annotations.NullMarked;
