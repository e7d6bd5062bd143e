package dev.turnaround.model.reference;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// What one text or record points at, all of it: a later telling takes the place of an earlier one
/// as a whole.
///
/// @param all the targets of [Reference]s
public record Targets(SortedSet<String> all) implements Comparable<Targets> {

    /// Copies the set.
    public Targets {
        all = Collections.unmodifiableSortedSet(new TreeSet<>(all));
    }

    /// These targets.
    public static Targets of(Collection<String> targets) {
        return new Targets(new TreeSet<>(targets));
    }

    @Override
    public int compareTo(Targets other) {
        return String.join("\n", all).compareTo(String.join("\n", other.all));
    }
}
