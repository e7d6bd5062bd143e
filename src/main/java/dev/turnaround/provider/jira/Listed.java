package dev.turnaround.provider.jira;

import java.util.List;

/// A list that the API gave.
///
/// @param whole whether it holds all there is; what is missing from such a list is not there
record Listed<T>(List<T> all, boolean whole) {
    Listed {
        all = List.copyOf(all);
    }
}
