package dev.turnaround.provider.json;

/// Texts as PostgreSQL can store them and a page can show them.
public final class Text {
    private static final int CHARS_MAX = 1_000;
    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /// The text, cut, with what PostgreSQL refuses replaced: NUL, and halves of a surrogate pair,
    /// which have no UTF-8.
    public static String clean(String text) {
        var cut = cut(text);
        for (var at = 0; at < cut.length(); at++) {
            if (cut.charAt(at) == 0 || Character.isSurrogate(cut.charAt(at))) {
                return replaced(cut);
            }
        }
        return cut;
    }

    private static String cut(String text) {
        if (text.length() <= CHARS_MAX) {
            return text;
        }
        var pair =
                Character.isHighSurrogate(text.charAt(CHARS_MAX - 1))
                        && Character.isLowSurrogate(text.charAt(CHARS_MAX));
        return text.substring(0, pair ? CHARS_MAX - 1 : CHARS_MAX);
    }

    private static String replaced(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> isStorable(point) ? point : REPLACEMENT)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isStorable(int point) {
        return point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    }
}
