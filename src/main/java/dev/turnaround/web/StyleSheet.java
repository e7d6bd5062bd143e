package dev.turnaround.web;

import java.net.URI;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A style sheet with what it imports in the place of the import, so that a browser asks for one
/// instead of one after the other.
///
/// Takes `@import './a.css';` alone on a line, without conditions, and relative addresses that
/// nothing else in the sheets depends on: there is no `url(…)` in ours.
/// <https://www.w3.org/TR/css-cascade-5/#at-import>
final class StyleSheet {
    private static final Pattern IMPORT =
            Pattern.compile("^@import '(\\./[^']+)';$", Pattern.MULTILINE);

    private StyleSheet() {}

    /// The text of a sheet and of all that it imports.
    ///
    /// @param sources the text of a sheet by its address; null when there is none
    /// @throws IllegalStateException when one imports what is not there
    static String whole(String address, Function<String, @Nullable String> sources) {
        var source = sources.apply(address);
        if (source == null) {
            throw new IllegalStateException("there is no style sheet " + address);
        }
        return IMPORT.matcher(source)
                .replaceAll(one ->
                        Matcher.quoteReplacement(
                                whole(
                                        URI.create(address).resolve(one.group(1)).getPath(),
                                        sources)));
    }
}
