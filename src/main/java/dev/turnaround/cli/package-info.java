/// The commands of the terminal. Each prints what a person needs to go on, and an error says what
/// to do about it.
@NullMarked
package dev.turnaround.cli;

import org.jspecify.annotations.NullMarked;
