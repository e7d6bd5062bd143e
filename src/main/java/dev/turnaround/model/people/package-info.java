/// Who may be whom: guesses about accounts, for people to confirm.
///
/// Nothing is ever concluded from a guess alone. What is known for certain, because somebody said
/// so, is [dev.turnaround.model.People].
@NullMarked
package dev.turnaround.model.people;

import org.jspecify.annotations.NullMarked;
