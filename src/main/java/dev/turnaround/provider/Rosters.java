package dev.turnaround.provider;

import org.jspecify.annotations.Nullable;

/// What an API tells of teams, where its provider has some.
public interface Rosters {

    /// The teams that the credentials can see, each with all its members. In no order.
    ///
    /// @param cursor [Page#next] of the page before; null for the first
    /// @return a team that could not be read whole is a flaw, and so is a place whose teams are
    ///   kept from the credentials
    /// @throws ApiFailure as [Api] does
    Page<Roster> teams(@Nullable String cursor);
}
