package dev.turnaround.provider;

import java.util.List;
import java.util.Set;

/// A source of deliveries.
///
/// Thread safety: implementations are shared by all event loops and keep no state between calls.
public interface Provider {

    /// The word for it in configuration, addresses and metrics, such as `github`.
    String name();

    /// The media types that its deliveries come in, in lower case and without parameters.
    Set<String> contentTypes();

    /// The door of one connection.
    ///
    /// @param connection its id
    /// @param secrets the live secrets, one, or two while they are rotated; none is empty
    /// @throws IllegalArgumentException when there is no secret or an empty one, because anybody
    ///   could sign with that
    Webhooks webhooks(String connection, List<String> secrets);
}
