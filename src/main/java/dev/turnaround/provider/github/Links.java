package dev.turnaround.provider.github;

import dev.turnaround.provider.http.Answer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the next page of a list is. Addresses of pages are GitHub's to make, not ours:
/// <https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api>
final class Links {
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;[^<]*rel=\"next\"");

    private Links() {}

    /// The whole address of the next page; null on the last one.
    static @Nullable String next(Answer answer) {
        var header = answer.header("link");
        var found = header == null ? null : NEXT.matcher(header);
        return found != null && found.find() ? found.group(1) : null;
    }
}
