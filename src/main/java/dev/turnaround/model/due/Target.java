package dev.turnaround.model.due;

import dev.turnaround.model.timing.Timing;
import java.time.Duration;
import java.util.List;

/// How long a clock may run before the pull request is late.
///
/// @param timing which clock
/// @param within for how long
/// @param working whether only working hours count
public record Target(Timing timing, Duration within, boolean working) {

    /// The clocks that can have one: those that run from ready on until somebody acts.
    public static final List<Timing> TIMINGS =
            List.of(
                    Timing.TIME_TO_FIRST_COMMENT,
                    Timing.TIME_TO_FIRST_REVIEW,
                    Timing.TIME_TO_APPROVE,
                    Timing.TIME_TO_EFFECTIVE_APPROVAL,
                    Timing.TIME_TO_MERGE);
}
