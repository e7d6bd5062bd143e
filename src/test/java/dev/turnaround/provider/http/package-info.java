@NullMarked
package dev.turnaround.provider.http;

import org.jspecify.annotations.NullMarked;
