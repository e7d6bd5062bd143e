package dev.turnaround.connection;

import dev.turnaround.settings.Settings;
import dev.turnaround.settings.Settings.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What becomes of a connection's selection when one repository or project is chosen or left out.
final class Choice {

    private Choice() {}

    /// The connection with one more.
    ///
    /// @param meansIt whether a name that somebody wrote down means it
    static Settings.Connection with(
            Settings.Connection given, String name, Predicate<String> meansIt) {
        var projects = given.projects();
        var repositories = given.repositories();
        if (repositories instanceof Selection.Listed(var names)) {
            return given.selecting(new Selection.Listed(plus(names, name)), projects);
        }
        if (projects instanceof Selection.Listed(var names)) {
            return given.selecting(repositories, new Selection.Listed(plus(names, name)));
        }
        return given.selecting(minus(repositories, meansIt), minus(projects, meansIt));
    }

    /// The connection without one.
    ///
    /// @param meansIt whether a name that somebody wrote down means it
    static Settings.Connection without(
            Settings.Connection given, String name, Predicate<String> meansIt) {
        var repositories = given.repositories();
        var projects = given.projects();
        return repositories instanceof Selection.All && projects instanceof Selection.All
                ? given.selecting(except(repositories, name), except(projects, name))
                : given.selecting(unlisted(repositories, meansIt), unlisted(projects, meansIt));
    }

    private static Selection minus(Selection selection, Predicate<String> meansIt) {
        return switch (selection) {
            case Selection.All(var owners, var except) ->
                    new Selection.All(owners, without(except, meansIt));
            case Selection.Listed listed -> listed;
        };
    }

    private static Selection except(Selection selection, String name) {
        return switch (selection) {
            case Selection.All(var owners, var except) ->
                    new Selection.All(owners, plus(except, name));
            case Selection.Listed listed -> listed;
        };
    }

    private static Selection unlisted(Selection selection, Predicate<String> meansIt) {
        return switch (selection) {
            case Selection.All all -> all;
            case Selection.Listed(var names) -> new Selection.Listed(without(names, meansIt));
        };
    }

    private static List<String> plus(List<String> names, String name) {
        var more = new ArrayList<>(names);
        if (!more.contains(name)) {
            more.add(name);
        }
        return more;
    }

    private static List<String> without(List<String> names, Predicate<String> meansIt) {
        return names.stream().filter(meansIt.negate()).toList();
    }
}
