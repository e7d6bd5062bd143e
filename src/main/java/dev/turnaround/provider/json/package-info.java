/// JSON as a provider's deliveries bring it, read without ever becoming an object.
///
/// What all providers need and none is particular about: [Fields] walks through the bytes and gives
/// out what is asked for by name, [Text] makes a text fit to be stored, [Unreadable] says what is
/// wrong without quoting it. How a provider writes its times is its [Dialect].
///
/// **Invariants:** what is not asked for is skipped in the byte array and never becomes a text;
/// nothing here knows a provider; bytes cannot make a walk do anything but end or throw
/// [Unreadable].
@NullMarked
package dev.turnaround.provider.json;

import org.jspecify.annotations.NullMarked;
