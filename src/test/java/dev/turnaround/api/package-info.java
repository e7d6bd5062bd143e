/// What holds of the API's own parts, without a server around them.
@NullMarked
package dev.turnaround.api;

import org.jspecify.annotations.NullMarked;
