package dev.turnaround.provider.github;

import dev.turnaround.model.reference.ClosingWords;
import dev.turnaround.model.reference.Evidence;
import dev.turnaround.model.reference.References;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the texts of a pull request refer to, by webhook and by API alike.
final class Quotes {
    ///
    /// <https://docs.github.com/en/issues/tracking-your-work-with-issues/linking-a-pull-request-to-an-issue#linking-a-pull-request-to-an-issue-using-a-keyword>
    private static final ClosingWords CLOSING =
            ClosingWords.each(
                    List.of(
                            "close",
                            "closes",
                            "closed",
                            "fix",
                            "fixes",
                            "fixed",
                            "resolve",
                            "resolves",
                            "resolved"));

    private Quotes() {}

    /// What they refer to; null when none of the texts is told.
    ///
    /// @param prose the description without code; null when it is not told, as the others
    /// @param url where people look at the pull request
    /// @param closing issues that GitHub itself says it will close
    /// @param at the moment for which the texts are told
    static @Nullable References in(
            @Nullable String title,
            @Nullable String branch,
            @Nullable String prose,
            @Nullable String url,
            Collection<String> closing,
            Instant at) {
        var quoted = References.quoted(title, branch, prose, at);
        if (quoted == null || prose == null) {
            return quoted;
        }
        var all = new TreeSet<>(closing);
        all.addAll(CLOSING.in(prose, site(url)));
        return quoted.with(Evidence.CLOSING, all, at);
    }

    /// The beginning of the addresses of GitHub's pages, as this one has it.
    private static @Nullable String site(@Nullable String url) {
        var path = url == null ? -1 : url.indexOf('/', url.indexOf("://") + "://".length());
        return url == null || path < 0 ? null : url.substring(0, path + 1);
    }
}
