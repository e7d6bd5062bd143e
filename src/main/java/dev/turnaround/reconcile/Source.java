package dev.turnaround.reconcile;

import dev.turnaround.model.Change;
import dev.turnaround.model.Fetch;
import dev.turnaround.model.Repository;
import dev.turnaround.provider.Api;
import dev.turnaround.provider.Subject;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// A connection that can be read.
///
/// @param connection its id
/// @param wanted which of its repositories or projects are selected
/// @param fetch what of them is read
public record Source(String connection, Api api, Predicate<Repository> wanted, Fetch fetch) {

    /// A connection of which everything is read.
    public Source(String connection, Api api, Predicate<Repository> wanted) {
        this(connection, api, wanted, Fetch.ALL);
    }

    /// What is read of it.
    Set<Subject> subjects() {
        var subjects = EnumSet.noneOf(Subject.class);
        for (var subject : api.subjects()) {
            var isFetched =
                    switch (subject) {
                        case PULL_REQUESTS -> fetch.pullRequests();
                        case ISSUES -> fetch.issues();
                    };
            if (isFetched) {
                subjects.add(subject);
            }
        }
        return Collections.unmodifiableSet(subjects);
    }

    /// What of news counts.
    Optional<Change> counting(Change change) {
        return switch (fetch.of(change)) {
            case Fetch.Some(var taken) -> Optional.of(taken);
            case Fetch.None _ -> Optional.empty();
        };
    }
}
