/// Facts in, clocks out: what a pull request is, and what its facts say about it.
///
/// Everything here is a value or a pure function of values. The state of a pull request is a fold
/// over the *set* of its facts, so that the order in which they arrived cannot matter:
///
/// - [Fact] is one thing that happened. Two tellings of the same fact have one identity and
///   [merge][Fact#merge] into one.
/// - [Fold] goes through the facts in their own order ([Fact#ORDER]) and keeps [Progress].
/// - [Timeline] is the same walk, with the reason beside every step.
/// - `timing` measures all of METRICS' numbers on [Progress], by the `calendar` of whoever is
///   awaited if working time is wanted; `profile` measures them as other tools define them.
///
/// **Invariant:** this package uses nothing but the JDK: no I/O, no Vert.x, no SQL, no provider.
@NullMarked
package dev.turnaround.model;

import org.jspecify.annotations.NullMarked;
