package dev.turnaround.store;

import dev.turnaround.model.measure.Metric;
import dev.turnaround.model.measure.Variant;
import dev.turnaround.model.timing.Start;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which aggregates are asked for.
///
/// @param metrics of these, each measured as its variant says
/// @param start from where those are measured of which that can be said
/// @param working in working hours
/// @param borders days in UTC at which an interval ends and the next one begins; at least two,
///   ascending
/// @param today in UTC; nothing is counted later than a month after it
/// @param by one line for each of these
/// @param bots with what bots opened
/// @param exact from the rows and not from histograms
/// @param survivalUntil up to when what still runs has lasted, if the median is wanted that counts
///   that too; null when it is not
/// @param scope of these only
public record AggregateQuery(
        List<Metric> metrics,
        Start start,
        boolean working,
        List<LocalDate> borders,
        LocalDate today,
        By by,
        boolean bots,
        boolean exact,
        @Nullable Instant survivalUntil,
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
        return Variant.of(metric, start, working);
    }

    /// These metrics instead.
    AggregateQuery of(List<Metric> others) {
        return new AggregateQuery(
                others, start, working, borders, today, by, bots, exact, survivalUntil, scope);
    }

    /// Whether histograms cannot tell: they are kept by repository and by author, and not by both;
    /// for some variants not at all; and they do not tell how long what runs has been running.
    boolean needsRows() {
        var byPeople = by == By.AUTHOR || by == By.TEAM || scope.ofPeople();
        var byRepository = by == By.REPOSITORY || !scope.repositories().isEmpty();
        return exact
                || survivalUntil != null
                || start == Start.READY_TIME
                || (byPeople && byRepository);
    }
}
