package dev.turnaround.model.issue;

import dev.turnaround.model.Settled;
import dev.turnaround.model.reference.Sought;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// An issue as it is known now.
///
/// @param key which one
/// @param attributes what is known besides the facts
/// @param progress where its facts have brought it
/// @param settled up to when lists of the provider's API have settled what happened
public record Issue(
        IssueKey key,
        IssueAttributes attributes,
        IssueProgress progress,
        Settled<IssueStrand> settled) {

    /// Every word by which references find it: its names, former ones too, its number within its
    /// repository, and its address.
    public SortedSet<String> answersTo() {
        var words = new TreeSet<String>();
        attributes.names().forEach(name -> add(words, name));
        if (attributes.name() != null) {
            add(words, attributes.name().value());
        }
        if (attributes.url() != null) {
            add(words, attributes.url().value());
        }
        if (attributes.repository() != null && attributes.number() != null) {
            add(words, attributes.repository().value() + "#" + attributes.number().value());
        }
        return words;
    }

    private void add(SortedSet<String> words, String name) {
        words.add(Sought.of(key.connection(), name).word());
    }

    /// What it is linked with outside of its tracker, by address.
    public SortedSet<String> documents() {
        return progress.links().stream()
                .filter(Sought::isAddress)
                .map(Sought::address)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
