package dev.turnaround.model.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The words by which a provider's texts close issues, as in `Fixes #12`.
///
/// Thread safety: immutable.
public final class ClosingWords {
    private static final String NAME = "[\\w.-]{1,100}";
    private static final String REFERENCE =
            "(?:(?<path>NAME(?:/NAME){1,20})?#(?<number>[1-9]\\d{0,9})|(?i:GH)-(?<gh>[1-9]\\d{0,9})"
                    + "|(?<url>https?://[^\\s<>()\"']{1,500}))(?![\\p{L}\\p{N}_])";

    // Blanks are taken whole and never given back: whoever may share a run of them out between two
    // places tries every share.
    private static final String SEPARATOR = "(?: *+,? *+(?<= )and ++| *+, *+| ++)";

    private static final Pattern ISSUE =
            Pattern.compile(
                    "(?<path>NAME(?:/NAME){1,20}?)(?:/-)?/(?:issues|work_items)/(?<number>[1-9]\\d{0,9})(?:[/?#.].*)?"
                            .replace("NAME", NAME));

    private final Pattern first;
    private final @Nullable Pattern further;

    private ClosingWords(Collection<String> words, boolean lists) {
        var reference = REFERENCE.replace("NAME", NAME);
        var word = words.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
        // Nearly every character of a text begins none of the words, and is passed over at once.
        var initials =
                words.stream()
                        .map(one -> Pattern.quote(one.substring(0, 1)))
                        .distinct()
                        .collect(Collectors.joining("", "[", "]"));
        this.first =
                Pattern.compile(
                        "(?iu:(?="
                                + initials
                                + "))(?<![\\p{L}\\p{N}_/-])(?iu:"
                                + word
                                + "):?[ \\t]++(?:"
                                + reference
                                + ")");
        this.further = lists ? Pattern.compile(SEPARATOR + "(?:" + reference + ")") : null;
    }

    /// Words of which each closes the one issue behind it.
    public static ClosingWords each(Collection<String> words) {
        return new ClosingWords(words, false);
    }

    /// Words of which each closes all issues of the list behind it, as in `Closes #4, #6 and #9`.
    public static ClosingWords lists(Collection<String> words) {
        return new ClosingWords(words, true);
    }

    /// What a text closes, as targets of [Reference]s, each once and in order.
    ///
    /// @param prose the text without code
    /// @param site the start of the addresses of this provider's pages, such as
    ///   `https://github.com/`; null when it is not known, and then addresses close nothing
    public List<String> in(String prose, @Nullable String site) {
        var found = new LinkedHashSet<String>();
        var matcher = first.matcher(prose);
        while (matcher.find() && found.size() < IssueKeys.FOUND_MAX) {
            add(found, target(matcher, site));
            if (further != null) {
                // Not `find` from there on with `\G` before it: where the list ends, that would
                // look
                // through the rest of the text each time.
                var list = further.matcher(prose).region(matcher.end(), prose.length());
                while (list.lookingAt() && found.size() < IssueKeys.FOUND_MAX) {
                    add(found, target(list, site));
                    list.region(list.end(), prose.length());
                }
            }
        }
        return new ArrayList<>(found);
    }

    private static void add(Collection<String> found, @Nullable String target) {
        if (target != null) {
            found.add(target);
        }
    }

    private static @Nullable String target(Matcher matcher, @Nullable String site) {
        var url = matcher.group("url");
        if (url != null) {
            return issueAt(url, site);
        }
        var gh = matcher.group("gh");
        if (gh != null) {
            return "#" + gh;
        }
        var path = matcher.group("path");
        return (path == null ? "" : path) + "#" + matcher.group("number");
    }

    /// The issue that has this address, or null when it is another site's or no issue's.
    public static @Nullable String issueAt(String url, @Nullable String site) {
        if (site == null || !url.startsWith(site)) {
            return null;
        }
        var issue = ISSUE.matcher(url.substring(site.length()));
        return issue.matches() ? issue.group("path") + "#" + issue.group("number") : null;
    }
}
