/// Tests of what the providers share.
@NullMarked
package dev.turnaround.provider.json;

import org.jspecify.annotations.NullMarked;
