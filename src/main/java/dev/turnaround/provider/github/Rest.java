package dev.turnaround.provider.github;

import dev.turnaround.provider.json.Unreadable;
import org.jspecify.annotations.Nullable;

/// Where a list within an item goes on.
///
/// @param after the cursor of what was read last; null when the list was read to its end
record Rest(@Nullable String after) {

    /// The rest of a connection of GraphQL.
    static Rest of(Tree connection) throws Unreadable {
        var page = connection.at("pageInfo");
        return new Rest(page.at("hasNextPage").flag() ? page.at("endCursor").passing() : null);
    }

    /// Whether something is left to read.
    boolean more() {
        return after != null;
    }
}
