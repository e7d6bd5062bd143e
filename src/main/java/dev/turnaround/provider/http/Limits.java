package dev.turnaround.provider.http;

import dev.turnaround.provider.ApiFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a provider says that it wants fewer calls.
@FunctionalInterface
public interface Limits {

    /// Whether this answer says so.
    ///
    /// @param now by our clock
    /// @return until when to wait, and why; null when the answer is not about limits
    ApiFailure.@Nullable Limited limited(Answer answer, Instant now);
}
