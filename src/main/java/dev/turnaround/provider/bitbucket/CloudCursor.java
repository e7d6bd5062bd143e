package dev.turnaround.provider.bitbucket;

import dev.turnaround.provider.ApiFailure;
import org.jspecify.annotations.Nullable;

/// Where a list goes on: a page of Cloud's, and what was already read of it.
///
/// @param place how many items of the page were read, or which workspace's list it is
/// @param page the address that Bitbucket gave; null for the first page
record CloudCursor(String place, @Nullable String page) {
    private static final char SEPARATOR = ' ';

    /// What goes to the caller.
    String text() {
        return page == null ? place : place + SEPARATOR + page;
    }

    /// What the caller brings back.
    static CloudCursor parse(String text) {
        var separator = text.indexOf(SEPARATOR);
        return separator < 0
                ? new CloudCursor(text, null)
                : new CloudCursor(text.substring(0, separator), text.substring(separator + 1));
    }

    /// The place as a number of items.
    ///
    /// @throws ApiFailure.CursorExpired when it is none
    int items() {
        try {
            return Integer.parseUnsignedInt(place);
        } catch (NumberFormatException _) {
            throw new ApiFailure.CursorExpired();
        }
    }
}
