package dev.turnaround.model.work;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The chunks of a superchunk: what of it is connected and one contributor's.
///
/// What belongs to nobody, such as an issue without an assignee or the pull request of a bot, is a
/// link between what it is tied to, and may be so in the chunks of several.
public final class Chunks {

    private Chunks() {}

    /// Two that are tied.
    public record Link<T>(T one, T other) {}

    /// A connected set of one contributor.
    ///
    /// @param items in order
    public record Chunk<T>(String contributor, List<T> items) {}

    /// The chunks, by contributor and then by their first item.
    ///
    /// @param contributors of each item; null where it is nobody's
    /// @param links those that connect
    public static <T extends Comparable<T>> List<Chunk<T>> of(
            Map<T, @Nullable String> contributors, Collection<Link<T>> links) {
        var all = new TreeSet<String>();
        contributors.values().stream().filter(Objects::nonNull).forEach(all::add);
        var chunks = new ArrayList<Chunk<T>>();
        for (var contributor : all) {
            chunks.addAll(of(contributor, new TreeMap<>(contributors), links));
        }
        return chunks;
    }

    private static <T extends Comparable<T>> List<Chunk<T>> of(
            String contributor, Map<T, @Nullable String> contributors, Collection<Link<T>> links) {
        contributors.values().removeIf(one -> one != null && !one.equals(contributor));
        var groups = new Groups<>(contributors.keySet());
        for (var link : links) {
            if (contributors.containsKey(link.one()) && contributors.containsKey(link.other())) {
                groups.join(link.one(), link.other());
            }
        }
        return groups.all().stream()
                .filter(group ->
                        group.stream().anyMatch(one -> contributor.equals(contributors.get(one))))
                .map(group -> new Chunk<>(contributor, group.stream().sorted().toList()))
                .sorted(Comparator.comparing(chunk -> chunk.items().getFirst()))
                .toList();
    }
}
