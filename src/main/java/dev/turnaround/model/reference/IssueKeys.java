package dev.turnaround.model.reference;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/// Finds what looks like the key of an issue, such as `ENG-12`.
///
/// A candidate is two to 32 Latin letters, digits and underscores of which the first is a letter, a
/// hyphen, and a number without leading zeros of at most ten digits; no letter, digit or underscore
/// stands before it, and no letter or digit behind. So `feature/eng-12-cart`, `ENG-12_cart` and
/// `…/browse/ENG-12` hold one, `ÉQUIPE-12` and `2026-02` hold none, and `UTF-8` is one until
/// somebody asks which projects exist.
public final class IssueKeys {
    /// A text that names more is a list of something else.
    static final int FOUND_MAX = 200;

    private static final int PROJECT_CHARS_MIN = 2;
    private static final int PROJECT_CHARS_MAX = 32;
    private static final int DIGITS_MAX = 10;

    private IssueKeys() {}

    /// The candidates in a text, each once and in order; the first ones only where there are very
    /// many. One that is not spelled in capitals is given in small letters.
    public static List<String> in(String text) {
        var found = new LinkedHashSet<String>();
        var hyphen = text.indexOf('-');
        while (hyphen >= 0 && found.size() < FOUND_MAX) {
            var start = projectStart(text, hyphen);
            var end = numberEnd(text, hyphen);
            if (start >= 0 && end >= 0) {
                found.add(spelled(text.substring(start, end)));
            }
            hyphen = text.indexOf('-', hyphen + 1);
        }
        return new ArrayList<>(found);
    }

    private static String spelled(String key) {
        var capitals = key.toUpperCase(Locale.ROOT);
        return capitals.equals(key) ? capitals : key.toLowerCase(Locale.ROOT);
    }

    /// Where the project's key before a hyphen begins, or -1.
    private static int projectStart(String text, int hyphen) {
        var start = hyphen;
        while (start > 0
                && hyphen - start <= PROJECT_CHARS_MAX
                && isKeyPart(text.charAt(start - 1))) {
            start--;
        }
        var length = hyphen - start;
        if (length < PROJECT_CHARS_MIN
                || length > PROJECT_CHARS_MAX
                || !isLatinLetter(text.charAt(start))) {
            return -1;
        }
        return start > 0 && Character.isLetterOrDigit(text.codePointBefore(start)) ? -1 : start;
    }

    /// Where the number behind a hyphen ends, or -1.
    private static int numberEnd(String text, int hyphen) {
        var end = hyphen + 1;
        while (end < text.length() && isDigit(text.charAt(end)) && end - hyphen <= DIGITS_MAX) {
            end++;
        }
        if (end == hyphen + 1 || text.charAt(hyphen + 1) == '0') {
            return -1;
        }
        return end < text.length() && Character.isLetterOrDigit(text.codePointAt(end)) ? -1 : end;
    }

    private static boolean isKeyPart(char one) {
        return isLatinLetter(one) || isDigit(one) || one == '_';
    }

    private static boolean isLatinLetter(char one) {
        return (one >= 'A' && one <= 'Z') || (one >= 'a' && one <= 'z');
    }

    private static boolean isDigit(char one) {
        return one >= '0' && one <= '9';
    }
}
