package dev.turnaround.provider.jira;

import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.json.Unreadable;
import java.util.LinkedHashMap;
import java.util.List;

/// All comments of an issue of which an answer held but some.
final class CommentPages {
    private static final int PAGE = 100;
    // 50,000 comments: what goes on beyond is no conversation but a loop.
    private static final int PAGES_MAX = 500;

    private CommentPages() {}

    /// Reads them to their end.
    ///
    /// @param version of the API
    /// @throws Unreadable when one of them cannot be read
    static Listed<Payload.Comment> of(Site site, int version, String issue) throws Unreadable {
        var all = new LinkedHashMap<String, Payload.Comment>();
        var start = 0L;
        for (var pages = 0; pages < PAGES_MAX; pages++) {
            var page =
                    Site.read(
                            site.ask(
                                    Call.get(
                                            "/rest/api/%d/issue/%s/comment?startAt=%d&maxResults=%d&orderBy=created"
                                                    .formatted(version, issue, start, PAGE))),
                            Comments::numbered);
            if (page.fault() != null) {
                throw new Unreadable(page.fault());
            }
            page.comments().forEach(comment -> all.put(comment.id(), comment));
            start += page.comments().size();
            if (page.comments().isEmpty() || start >= page.total()) {
                // One that was deleted meanwhile shifts the others; then some may be missing.
                return new Listed<>(List.copyOf(all.values()), all.size() == page.total());
            }
        }
        return new Listed<>(List.copyOf(all.values()), false);
    }
}
