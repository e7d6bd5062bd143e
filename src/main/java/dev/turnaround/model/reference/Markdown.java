package dev.turnaround.model.reference;

/// Markdown without what is not prose in it.
///
/// <https://spec.commonmark.org/0.31.2/#fenced-code-blocks>, `#code-spans`, `#html-comments`
public final class Markdown {
    private static final int FENCE_CHARS_MIN = 3;
    private static final int FENCE_INDENT_MAX = 3;

    private Markdown() {}

    /// The text without fenced code, code within a line, and comments. A fence or comment that is
    /// never closed reaches to the end; a backtick without its partner is a backtick.
    public static String withoutCode(String text) {
        return withoutSpans(withoutFences(text.replace("\r\n", "\n")));
    }

    private static String withoutFences(String text) {
        var rest = new StringBuilder(text.length());
        var fence = "";
        for (var start = 0; start < text.length(); ) {
            var end = text.indexOf('\n', start);
            var next = end < 0 ? text.length() : end + 1;
            var line = text.substring(start, end < 0 ? next : end);
            var marks = fence(line);
            if (fence.isEmpty()) {
                fence = marks;
                rest.append(marks.isEmpty() ? text.substring(start, next) : "\n");
            } else if (closes(line, marks, fence)) {
                fence = "";
            }
            start = next;
        }
        return rest.toString();
    }

    /// The run of backticks or tildes that begins a line, if it is long enough to be a fence.
    private static String fence(String line) {
        var start = 0;
        while (start < line.length() && start <= FENCE_INDENT_MAX && line.charAt(start) == ' ') {
            start++;
        }
        if (start == line.length() || start > FENCE_INDENT_MAX) {
            return "";
        }
        var mark = line.charAt(start);
        var end = run(line, start);
        var marks = line.substring(start, end);
        var opens = mark == '~' || (mark == '`' && line.indexOf('`', end) < 0);
        return opens && marks.length() >= FENCE_CHARS_MIN ? marks : "";
    }

    private static boolean closes(String line, String marks, String fence) {
        return marks.startsWith(fence) && line.strip().equals(marks);
    }

    private static String withoutSpans(String text) {
        var rest = new StringBuilder(text.length());
        var paragraphEnd = -1;
        for (var at = 0; at < text.length(); ) {
            // Sought once a paragraph, not once a span.
            paragraphEnd = at > paragraphEnd ? paragraphEnd(text, at) : paragraphEnd;
            var end =
                    text.charAt(at) == '`' ? spanEnd(text, at, paragraphEnd) : commentEnd(text, at);
            if (end < 0) {
                var next = text.charAt(at) == '`' ? run(text, at) : at + 1;
                rest.append(text, at, next);
                at = next;
            } else {
                rest.append(' ');
                at = end;
            }
        }
        return rest.toString();
    }

    /// Where the code that a run of backticks opens ends: behind the next run of the same length in
    /// the same paragraph, or -1.
    private static int spanEnd(String text, int start, int paragraphEnd) {
        var length = run(text, start) - start;
        var at = text.indexOf('`', start + length);
        while (at >= 0 && at < paragraphEnd) {
            var end = run(text, at);
            if (end - at == length) {
                return end;
            }
            at = text.indexOf('`', end);
        }
        return -1;
    }

    private static int paragraphEnd(String text, int start) {
        var blank = text.indexOf("\n\n", start);
        return blank < 0 ? text.length() : blank;
    }

    private static int commentEnd(String text, int start) {
        if (!text.startsWith("<!--", start)) {
            return -1;
        }
        var end = text.indexOf("-->", start);
        return end < 0 ? text.length() : end + "-->".length();
    }

    private static int run(String text, int start) {
        var end = start;
        while (end < text.length() && text.charAt(end) == text.charAt(start)) {
            end++;
        }
        return end;
    }
}
