package dev.turnaround.simulator;

/// A few invented lines of source, as they stand in the `diff_hunk` of a line comment.
///
/// @param path the file
/// @param hunk the lines from the hunk's header to the one that is commented on
/// @param line the number of that line in the new file
public record SourceCode(String path, String hunk, int line) {
    /// Stands in everything that plays source code. Found in a database, a log or an answer, it
    /// says that source code got there.
    public static final String TELLTALE = "acme_source_code";

    private static final String[] FOLDERS = {
        "src/checkout", "src/search", "lib/queue", "app/session", "internal/ledger"
    };
    private static final String[] FILES = {
        "retry", "totals", "window", "cursor", "throttle", "invoice", "digest"
    };
    private static final String[] LINES = {
        "    val attempts = %s.limit(config)",
        "    if (attempts > %s.MAX) return Outcome.TooMany",
        "    for (entry in %s.pending()) {",
        "        total += entry.amount * %s.rate(entry.day)",
        "        queue.offer(%s.next(entry), patience)",
        "    }",
        "    return %s.close(total)",
        "    // the window is half open: see %s",
    };

    /// The same number gives the same code.
    public static SourceCode of(long number) {
        var at = (int) Math.floorMod(number, 400L) + 12;
        var file = pick(FILES, number / 13);
        var text = new StringBuilder(600);
        var length = 9 + (int) Math.floorMod(number, 5L);
        text.append("@@ -%d,%d +%d,%d @@ fun %s() {".formatted(at, 7, at, length, file));
        for (var line = 0; line < length; line++) {
            var mark = line < 3 ? ' ' : line % 4 == 3 ? '-' : '+';
            text.append('\n').append(mark).append(pick(LINES, number + line).formatted(TELLTALE));
        }
        return new SourceCode(
                pick(FOLDERS, number / 7) + "/" + file + ".kt", text.toString(), at + length - 1);
    }

    /// A fenced block, as people quote code in a description or a comment.
    public static String quoted(long number) {
        return "```kotlin\nval again = " + TELLTALE + ".retry(" + number % 10 + ")\n```";
    }

    private static String pick(String[] choices, long number) {
        return choices[(int) Math.floorMod(number, (long) choices.length)];
    }
}
