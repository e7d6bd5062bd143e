package dev.turnaround.simulator.world;

import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.play.Scene;
import java.time.Instant;
import java.util.List;

/// Decides what happens to one thing, one act after the other.
interface Fate {

    /// Where it is.
    Scene scene();

    /// Which thing: a page, or a key.
    String about();

    /// Whether nothing more happens.
    boolean over();

    /// The next thing that happens.
    ///
    /// @param at never before the one before
    /// @return what its provider sends about it
    List<WebhookRequest> move(Instant at);
}
