package dev.turnaround.simulator.demo;

import dev.turnaround.simulator.play.Posted;
import java.time.Duration;
import java.util.List;

/// What is to be sent, and when. Used by one thread.
public interface Script {
    /// What happened before now, oldest first. Once, before anything else.
    List<Posted> past();

    /// How long nothing happens before the next act.
    Duration pause();

    /// The next thing happens, now.
    ///
    /// @return its deliveries, in their order; none when all are lost on the way
    List<Posted> act();
}
