package dev.turnaround.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a list that an API gives.
///
/// @param items what is on it
/// @param flaws what is on it and could not be read; the others are none the worse for it
/// @param next where the next page begins, in the provider's own words; null on the last one
/// @param total how many items all pages hold; null when the provider does not say
public record Page<T>(
        List<T> items, List<Flaw> flaws, @Nullable String next, @Nullable Long total) {

    public Page {
        items = List.copyOf(items);
        flaws = List.copyOf(flaws);
    }

    /// An item that could not be read.
    ///
    /// @param item its number or key, by which it can be asked for again
    /// @param reason what is wrong with it, in a few words; holds no content
    public record Flaw(String item, String reason) {}
}
