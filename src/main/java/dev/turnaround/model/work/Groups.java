package dev.turnaround.model.work;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What belongs together, found out by joining two at a time. In any order of joining, the groups
/// are the same.
///
/// Not for two threads at once.
public final class Groups<T> {
    private final Map<T, T> above = new HashMap<>();
    private final Map<T, Integer> sizes = new HashMap<>();

    /// Groups of which each of these is one.
    public Groups(Collection<T> members) {
        members.forEach(this::add);
    }

    /// Makes one known, alone unless it is known already.
    public void add(T member) {
        above.putIfAbsent(member, member);
        sizes.putIfAbsent(member, 1);
    }

    /// Makes one group of the groups of both.
    public void join(T one, T other) {
        add(one);
        add(other);
        var a = of(one);
        var b = of(other);
        if (a.equals(b)) {
            return;
        }
        var sizeA = sizes.getOrDefault(a, 1);
        var sizeB = sizes.getOrDefault(b, 1);
        var upper = sizeA >= sizeB ? a : b;
        above.put(upper.equals(a) ? b : a, upper);
        sizes.put(upper, sizeA + sizeB);
    }

    /// The member that stands for the group of this one; itself when it is unknown.
    public T of(T member) {
        var at = member;
        var up = above.getOrDefault(at, at);
        while (!up.equals(at)) {
            // Halves the path, so that groups of thousands stay flat.
            var further = above.getOrDefault(up, up);
            above.put(at, further);
            at = further;
            up = above.getOrDefault(at, at);
        }
        return at;
    }

    /// All groups. The order is of no meaning.
    public List<List<T>> all() {
        var groups = new LinkedHashMap<T, List<T>>();
        for (var member : List.copyOf(above.keySet())) {
            groups.computeIfAbsent(of(member), _ -> new ArrayList<>()).add(member);
        }
        return List.copyOf(groups.values());
    }
}
