package dev.turnaround.store;

import dev.turnaround.model.PullRequest;
import dev.turnaround.model.reference.Sought;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What is known of the issues that some pull requests are tied to.
///
/// @param called what people call the issues that a reference means, by what is sought; nothing
///   where it means none that counts
/// @param linked what people call the issues that are linked with a pull request, by its address
/// @param said what administrators said: whether the pull request of an id is tied to an issue,
///   whatever else says so
public record Ties(
        Map<Sought, SortedSet<String>> called,
        Map<String, SortedSet<String>> linked,
        Map<String, Map<String, Boolean>> said) {

    /// Nothing is known.
    public static final Ties NONE = new Ties(Map.of(), Map.of(), Map.of());

    /// What a pull request is tied to, by name and in order.
    public List<String> issuesOf(PullRequest pullRequest) {
        var names = new TreeSet<String>();
        for (var sought : soughtBy(pullRequest)) {
            names.addAll(called.getOrDefault(sought, new TreeSet<>()));
        }
        var url = pullRequest.attributes().url();
        if (url != null) {
            names.addAll(linked.getOrDefault(Sought.address(url.value()), new TreeSet<>()));
        }
        said.getOrDefault(pullRequest.key().id(), Map.of())
                .forEach((name, tied) -> {
                    if (tied) {
                        names.add(name);
                    } else {
                        names.remove(name);
                    }
                });
        return List.copyOf(names);
    }

    /// Everything that a pull request refers to.
    static Set<Sought> soughtBy(PullRequest pullRequest) {
        var references = pullRequest.attributes().references();
        var key = pullRequest.key();
        var sought = new TreeSet<Sought>();
        if (references != null) {
            for (var reference : references.all()) {
                sought.add(reference.sought(key.connection(), key.repository()));
            }
        }
        return sought;
    }

    Ties and(Ties more) {
        var allCalled = new HashMap<>(called);
        allCalled.putAll(more.called);
        var allLinked = new HashMap<>(linked);
        allLinked.putAll(more.linked);
        var allSaid = new HashMap<>(said);
        allSaid.putAll(more.said);
        return new Ties(allCalled, allLinked, allSaid);
    }
}
