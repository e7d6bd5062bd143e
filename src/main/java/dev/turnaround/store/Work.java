package dev.turnaround.store;

import dev.turnaround.model.work.Chunks;
import dev.turnaround.model.work.Item;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pull requests and issues that belong together.
///
/// @param id changes when sets are joined or fall apart
/// @param contributors whose they are, in order; more than one make it a superchunk
/// @param open whether any of the items is
/// @param loose whether a tie is gone of which is not known yet whether the set falls apart
/// @param firstAt when the first of them began
/// @param lastAt when the last of them changed
/// @param itemCount how many there are
/// @param items the first of them
/// @param ties what ties these, weakly too, and then perhaps to others
/// @param chunks those of a superchunk; empty where it is a chunk itself
public record Work(
        long id,
        List<Contributor> contributors,
        boolean open,
        boolean loose,
        Instant firstAt,
        Instant lastAt,
        long itemCount,
        List<Member> items,
        List<Tie> ties,
        List<Chunks.Chunk<Item>> chunks) {

    /// Somebody.
    ///
    /// @param id `person:` or `account:` and the identity
    /// @param name the person's name or the account's login; null while unknown
    public record Contributor(String id, @Nullable String name) {}

    /// An item in short.
    ///
    /// @param key what people call an issue; null for pull requests, and while unknown
    /// @param repository its name; null while unknown
    /// @param title null while unknown, as the address
    /// @param state `open`, `merged` or `closed` of a pull request, the name of its state of an
    ///   issue; null while unknown
    /// @param contributor whose it is; null for nobody's
    public record Member(
            Item item,
            @Nullable String key,
            @Nullable String repository,
            @Nullable String title,
            @Nullable String url,
            @Nullable String state,
            boolean open,
            @Nullable String contributor,
            @Nullable Instant firstAt,
            @Nullable Instant lastAt) {}

    /// Two items and everything that ties them.
    ///
    /// @param evidence where it was found, in words
    /// @param weak whether it only is shown
    public record Tie(Item from, Item to, List<String> evidence, boolean weak) {}
}
