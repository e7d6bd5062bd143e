package dev.turnaround.simulator.demo;

import dev.turnaround.simulator.WebhookRequest;
import java.time.Duration;
import java.util.List;

/// What is to be sent, and when. Used by one thread.
public interface Script {
    /// What happened before now, oldest first. Once, before anything else.
    List<WebhookRequest> past();

    /// How long nothing happens before the next act.
    Duration pause();

    /// The next thing happens, now.
    ///
    /// @return its deliveries, in their order; never empty
    List<WebhookRequest> act();
}
