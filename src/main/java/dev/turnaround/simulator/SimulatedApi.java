package dev.turnaround.simulator;

import java.net.URI;
import java.time.Instant;

/// The parts of a provider's API that Turnaround uses, in their real shapes, over what the
/// simulation knows. Pure: no I/O, no clock of its own.
@FunctionalInterface
public interface SimulatedApi {

    /// The answer at a moment of the simulated time.
    ///
    /// @param base the address under which the asker knows this API, for links in answers
    ApiReply answer(ApiRequest request, URI base, Instant now);
}
