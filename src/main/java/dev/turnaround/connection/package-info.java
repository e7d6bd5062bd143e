/// Which connections there are and what each one needs to work: those of the configuration, and
/// those that administrators make, change and remove while the server runs.
@NullMarked
package dev.turnaround.connection;

import org.jspecify.annotations.NullMarked;
