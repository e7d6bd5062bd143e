package dev.turnaround.provider.jira;

import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words of a description, without code. They are looked at and forgotten.
///
/// Webhooks write it in wiki markup, version 3 of the API as a document in Atlassian's format; both
/// are read wherever they come.
final class Prose {
    private static final List<String> BLOCKS = List.of("{code", "{noformat");
    private static final String MONOSPACED = "{{";
    private static final int WITHIN_LINE_CHARS_MAX = 1_000;
    private static final String MONOSPACED_END = "}}";

    private Prose() {}

    /// The words of a field that holds either; empty for null, and null when it is neither.
    static @Nullable String of(Fields in) throws IOException {
        if (in.isNull()) {
            return "";
        }
        if (in.isObject()) {
            return document(in);
        }
        var wiki = in.passingText();
        return wiki == null ? null : ofWiki(wiki);
    }

    /// Wiki markup without `{code}`, `{noformat}` and monospaced text. A block that is never closed
    /// reaches to the end.
    ///
    /// <https://jira.atlassian.com/secure/WikiRendererHelpAction.jspa?section=all>
    static String ofWiki(String wiki) {
        var rest = new StringBuilder(wiki.length());
        var at = 0;
        for (var brace = wiki.indexOf('{'); brace >= 0; brace = wiki.indexOf('{', at)) {
            rest.append(wiki, at, brace);
            var end = codeEnd(wiki, brace);
            rest.append(end < 0 ? '{' : ' ');
            at = end < 0 ? brace + 1 : end;
        }
        return rest.append(wiki, at, wiki.length()).toString();
    }

    /// Where the code that begins at a brace ends, or -1 when none begins there.
    private static int codeEnd(String wiki, int brace) {
        for (var block : BLOCKS) {
            if (opens(wiki, brace, block)) {
                var close = wiki.indexOf(block + "}", wiki.indexOf('}', brace));
                return close < 0 ? wiki.length() : close + block.length() + 1;
            }
        }
        if (wiki.startsWith(MONOSPACED, brace)) {
            var close = wiki.indexOf(MONOSPACED_END, brace, end(wiki, brace));
            if (close >= 0 && wiki.indexOf('\n', brace, close) < 0) {
                return close + MONOSPACED_END.length();
            }
        }
        return -1;
    }

    /// `{code}` or `{code:java|title=x}`, but not `{codeless}`.
    private static boolean opens(String wiki, int brace, String block) {
        var next = brace + block.length();
        return wiki.startsWith(block, brace)
                && next < wiki.length()
                && (wiki.charAt(next) == '}' || wiki.charAt(next) == ':')
                && wiki.indexOf('}', next, end(wiki, next)) >= 0;
    }

    /// How far to look for the end of what stands within a line; a hostile text would have us look
    /// to its end again and again.
    private static int end(String wiki, int from) {
        return Math.min(wiki.length(), from + WITHIN_LINE_CHARS_MAX);
    }

    /// A node and all below it.
    ///
    /// <https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/>
    private static String document(Fields in) throws IOException {
        String type = null;
        var text = new StringBuilder();
        var code = false;
        if (!in.isObject() || !in.enter()) {
            in.skip();
            return "";
        }
        while (in.next()) {
            switch (in.name()) {
                case "type" -> type = in.passingText();
                case "text" -> {
                    var words = in.passingText();
                    text.append(words == null ? "" : words);
                }
                case "marks" -> code |= marks(in);
                case "attrs" -> text.append(address(in));
                case "content" -> content(in, text);
                default -> in.skip();
            }
        }
        if (code || "codeBlock".equals(type)) {
            return " ";
        }
        return "text".equals(type) ? text.toString() : text + "\n";
    }

    private static void content(Fields in, StringBuilder text) throws IOException {
        if (in.isList() && in.enterList()) {
            while (in.nextElement()) {
                text.append(document(in));
            }
        } else {
            in.skip();
        }
    }

    private static boolean marks(Fields in) throws IOException {
        var code = false;
        if (!in.isList() || !in.enterList()) {
            in.skip();
            return false;
        }
        while (in.nextElement()) {
            if (in.isObject() && in.enter()) {
                while (in.next()) {
                    if (in.name().equals("type")) {
                        code |= "code".equals(in.passingText());
                    } else {
                        in.skip();
                    }
                }
            } else {
                in.skip();
            }
        }
        return code;
    }

    /// The address of a card, which stands in the text as a link does.
    private static String address(Fields in) throws IOException {
        String address = null;
        if (!in.isObject() || !in.enter()) {
            in.skip();
            return "";
        }
        while (in.next()) {
            if (in.name().equals("url")) {
                address = in.passingText();
            } else {
                in.skip();
            }
        }
        return address == null ? "" : address + " ";
    }
}
