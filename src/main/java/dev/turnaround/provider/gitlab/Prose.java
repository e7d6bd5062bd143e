package dev.turnaround.provider.gitlab;

import dev.turnaround.model.Stamped;
import dev.turnaround.model.reference.ClosingWords;
import dev.turnaround.model.reference.Evidence;
import dev.turnaround.model.reference.Markdown;
import dev.turnaround.model.reference.References;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Descriptions, and what is read in them. They are looked at and forgotten.
final class Prose {
    /// The default of an instance, which its administrator may change.
    ///
    /// <https://docs.gitlab.com/user/project/issues/managing_issues/#default-closing-pattern>
    private static final ClosingWords CLOSING = ClosingWords.lists(words());

    private Prose() {}

    private static List<String> words() {
        var words = new ArrayList<String>();
        for (var word :
                List.of(
                        "close",
                        "closes",
                        "closed",
                        "closing",
                        "fix",
                        "fixes",
                        "fixed",
                        "fixing",
                        "resolve",
                        "resolves",
                        "resolved",
                        "resolving",
                        "implement",
                        "implements",
                        "implemented",
                        "implementing")) {
            words.add(word);
            words.add(word + " issue");
            words.add(word + " issues");
        }
        return words;
    }

    /// A description without code, which must not be kept; empty for none, and null when it is not
    /// told.
    static @Nullable String read(Fields in) throws IOException {
        if (in.isNull()) {
            return "";
        }
        var text = in.passingText();
        return text == null ? null : Markdown.withoutCode(text);
    }

    /// What the texts of a merge request refer to; null when none of them is told.
    ///
    /// @param site the beginning of the addresses of the instance's pages; null when it is not
    ///   known
    /// @param at the moment for which the texts are told
    static @Nullable References references(
            @Nullable String title,
            @Nullable String branch,
            @Nullable String prose,
            @Nullable String site,
            Instant at) {
        var quoted = References.quoted(title, branch, prose, at);
        return quoted == null || prose == null
                ? quoted
                : quoted.with(Evidence.CLOSING, CLOSING.in(prose, site), at);
    }

    /// What the texts of an issue refer to; null when none of them is told. An issue closes
    /// nothing.
    static @Nullable References references(
            @Nullable String title, @Nullable String prose, Instant at) {
        return References.quoted(title, null, prose, at);
    }

    static <T extends Comparable<T>> @Nullable Stamped<T> stamped(@Nullable T value, Instant at) {
        return value == null ? null : new Stamped<>(value, at);
    }
}
