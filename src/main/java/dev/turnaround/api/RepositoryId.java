package dev.turnaround.api;

import org.jspecify.annotations.Nullable;

/// Which repository or project, as one word for addresses, such as `acme-github:1296269`.
///
/// @param id its identity at the provider
record RepositoryId(String connection, String id) {

    /// The repository of that word; null when it is none.
    static @Nullable RepositoryId parse(String word) {
        var colon = word.indexOf(':');
        return colon <= 0 || colon == word.length() - 1
                ? null
                : new RepositoryId(word.substring(0, colon), word.substring(colon + 1));
    }
}
