package dev.turnaround.settings;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// The settings were refused; nothing may start.
///
/// The message is ready to be printed, one problem a line.
public final class InvalidSettings extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    InvalidSettings(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    static InvalidSettings sorted(List<Problem> problems) {
        return new InvalidSettings(
                problems.stream()
                        .sorted(Comparator.comparingInt(problem -> rank(problem.place())))
                        .toList());
    }

    /// Everything that is wrong, in the order of the file, variables last; never empty.
    public List<Problem> problems() {
        return problems;
    }

    private static int rank(Place place) {
        return switch (place) {
            case Place.WholeFile _ -> 0;
            case Place.Line(_, var line) -> line;
            case Place.Variable _ -> Integer.MAX_VALUE;
        };
    }
}
