/// The numbers that METRICS defines, measured on one pull request: from when to when, whether that
/// is over, and how much of it is working time.
///
/// - [dev.turnaround.model.timing.Timing] names them, and [dev.turnaround.model.timing.Timings]
///   measures them on a [dev.turnaround.model.Progress].
/// - [dev.turnaround.model.timing.Reading] is what comes of it: stopped, running, or nothing.
/// - [dev.turnaround.model.timing.Survival] puts the stopped and the running together.
@NullMarked
package dev.turnaround.model.timing;

import org.jspecify.annotations.NullMarked;
