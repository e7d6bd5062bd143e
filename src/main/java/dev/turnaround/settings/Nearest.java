package dev.turnaround.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The known word that a misspelt one was probably meant to be.
final class Nearest {
    private Nearest() {}

    /// The closest of `known`, or null if none is close; upper and lower case are alike.
    static @Nullable String to(String word, Collection<String> known) {
        var changesMax = Math.max(2, word.length() / 3);
        return known.stream()
                .sorted()
                .min(Comparator.comparingInt(candidate -> changes(word, candidate)))
                .filter(candidate -> changes(word, candidate) <= changesMax)
                .orElse(null);
    }

    /// "; did you mean …?", or nothing.
    static String suggestion(String word, Collection<String> known) {
        var nearest = to(word, known);
        return nearest == null ? "" : "; did you mean " + nearest + "?";
    }

    /// How many single characters must be added, dropped or replaced (Levenshtein).
    static int changes(String from, String to) {
        var a = from.toLowerCase(Locale.ROOT);
        var b = to.toLowerCase(Locale.ROOT);
        var previous = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var current = new int[b.length() + 1];
            current[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
