package dev.turnaround.provider.jira;

import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Comments of one issue, as the field `comment` and its own resource list them. Jira cannot be
/// asked to leave the bodies out; they are passed over in the bytes of the answer.
///
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/>
///
/// @param total how many there are; fewer than there are here when the list does not say
/// @param fault the first field that is not what Jira documents, or null
record Comments(List<Payload.Comment> comments, long total, @Nullable String fault) {

    Comments {
        comments = List.copyOf(comments);
    }

    /// A page of them; the walk is within its object.
    static Comments numbered(Fields in) throws IOException {
        var all = new ArrayList<Payload.Comment>();
        var total = -1L;
        while (in.next()) {
            switch (in.name()) {
                case "comments" -> readAll(in, all);
                case "total" -> {
                    var count = in.count();
                    total = count == null ? -1 : count;
                }
                default -> in.skip();
            }
        }
        return new Comments(all, total, in.fault());
    }

    /// The field of an issue; null when it is none.
    static @Nullable Listed<Payload.Comment> list(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        var page = numbered(in);
        return new Listed<>(page.comments, page.total == page.comments.size());
    }

    private static void readAll(Fields in, List<Payload.Comment> all) throws IOException {
        if (in.enterList()) {
            while (in.nextElement()) {
                var comment = Payload.comment(in);
                if (comment != null) {
                    all.add(comment);
                }
            }
        }
    }
}
