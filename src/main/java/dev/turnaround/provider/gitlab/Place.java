package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.ApiFailure;
import org.jspecify.annotations.Nullable;

/// Where a page begins, and how long it may be: a server that stumbled over a long page is asked
/// for shorter ones for a while.
///
/// @param size how many items
/// @param after GitLab's own cursor, which names the last item and so stays good over a restart;
///   null at the beginning
record Place(int size, @Nullable String after) {
    /// GraphQL gives 100 at most and 30 seconds; everything about an item comes along.
    static final int SIZE_FIRST = 20;

    private static final int SIZE_MAX = 50;

    /// The place that [#text] wrote.
    ///
    /// @throws ApiFailure.CursorExpired when the text is none
    static Place of(@Nullable String text) {
        if (text == null) {
            return new Place(SIZE_FIRST, null);
        }
        var colon = text.indexOf(':');
        try {
            var size = Integer.parseInt(text.substring(0, Math.max(0, colon)));
            return new Place(Math.clamp(size, 1, SIZE_MAX), text.substring(colon + 1));
        } catch (NumberFormatException _) {
            throw new ApiFailure.CursorExpired();
        }
    }

    /// The place as a text.
    String text() {
        return size + ":" + after;
    }

    Place shorter() {
        return new Place(Math.max(1, size / 2), after);
    }

    /// The next one, after this went well.
    Place then(String cursor) {
        return new Place(Math.min(SIZE_MAX, size * 2), cursor);
    }
}
