package dev.turnaround.provider.jira;

import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What a page of a list says of the others.
///
/// @param token where the next page begins; null when there is none, or pages are numbered
/// @param isLast null when it does not say
/// @param total how many there are on all pages; null when it does not say
record ListEnd(@Nullable String token, @Nullable Boolean isLast, @Nullable Long total) {

    /// Reads a page.
    ///
    /// @param field where the list is
    static ListEnd of(Fields in, String field, Elements elements) throws IOException {
        String token = null;
        Boolean isLast = null;
        Long total = null;
        while (in.next()) {
            if (in.name().equals(field)) {
                elements.read(in);
                continue;
            }
            switch (in.name()) {
                case "nextPageToken" -> token = in.passingText();
                case "isLast" -> isLast = in.flag();
                case "total" -> total = in.count();
                default -> in.skip();
            }
        }
        return new ListEnd(token == null || token.isEmpty() ? null : token, isLast, total);
    }

    /// What is done with the list; the walk stands on it.
    @FunctionalInterface
    interface Elements {
        void read(Fields in) throws IOException;
    }

    /// Whether nothing follows, where pages are known by a token.
    boolean last() {
        return token == null || Boolean.TRUE.equals(isLast);
    }

    /// Whether nothing follows, where pages are numbered.
    ///
    /// @param read how many were read so far
    boolean last(long read) {
        return isLast != null ? isLast : total == null || read >= total;
    }
}
