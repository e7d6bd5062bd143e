package dev.turnaround.store;

import dev.turnaround.model.measure.Metric;
import dev.turnaround.model.measure.Variant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/// Which aggregates are asked for.
///
/// @param metrics of these, each measured as its variant says
/// @param fromReady from ready, where a metric can be; else from the opening
/// @param working in working hours
/// @param borders days in UTC at which an interval ends and the next one begins; at least two,
///   ascending
/// @param today in UTC; nothing is counted later than a month after it
/// @param by one line for each of these
/// @param bots with what bots opened
/// @param exact from the rows and not from histograms
/// @param scope of these only
public record AggregateQuery(
        List<Metric> metrics,
        boolean fromReady,
        boolean working,
        List<LocalDate> borders,
        LocalDate today,
        By by,
        boolean bots,
        boolean exact,
        Scope scope) {
    /// Copies the lists.
    public AggregateQuery {
        metrics = List.copyOf(metrics);
        borders = List.copyOf(borders);
    }

    /// What there is one line for.
    public enum By {
        /// One line for all.
        NONE,
        /// A repository.
        REPOSITORY,
        /// The author's team; who is in several counts in each.
        TEAM,
        /// Whoever opened it: a person, or an account that is linked to nobody.
        AUTHOR
    }

    /// What is left out. Where several are given, all must be met; an empty set asks for nothing.
    ///
    /// @param repositories names (in lower case) or identities
    /// @param authors logins or persons' names (in lower case), or identities of either
    /// @param teams names (in lower case) or ids of the author's team
    public record Scope(Set<String> repositories, Set<String> authors, Set<String> teams) {
        /// Nothing is left out.
        public static final Scope ALL = new Scope(Set.of(), Set.of(), Set.of());

        /// Copies the sets.
        public Scope {
            repositories = Set.copyOf(repositories);
            authors = Set.copyOf(authors);
            teams = Set.copyOf(teams);
        }

        boolean ofPeople() {
            return !authors.isEmpty() || !teams.isEmpty();
        }
    }

    LocalDate from() {
        return borders.getFirst();
    }

    LocalDate to() {
        return borders.getLast();
    }

    /// After all days that anything can be counted on, and the first of a month.
    LocalDate last() {
        return today.plusMonths(2).withDayOfMonth(1);
    }

    int intervals() {
        return borders.size() - 1;
    }

    Variant variant(Metric metric) {
        return Variant.of(metric, fromReady, working);
    }

    /// Whether histograms cannot tell: they are kept by repository and by author, and not by both.
    boolean needsRows() {
        var byPeople = by == By.AUTHOR || by == By.TEAM || scope.ofPeople();
        var byRepository = by == By.REPOSITORY || !scope.repositories().isEmpty();
        return exact || (byPeople && byRepository);
    }
}
