package dev.turnaround.provider.bitbucket;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.json.Fields;
import dev.turnaround.provider.json.Unreadable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of any of Cloud's lists.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#pagination>
///
/// @param values what is on it, without what the reader passed over
/// @param next the whole address of the next page, to be followed as it is; null on the last one
/// @param size how many items all pages hold; not every list tells
/// @param at when it was given
record CloudPage<T>(List<T> values, @Nullable String next, @Nullable Long size, Instant at) {

    /// Takes one item; the walk stands on it.
    @FunctionalInterface
    interface Item<T> {
        /// The item, or null when it is of no use.
        @Nullable T read(Fields in) throws IOException;
    }

    /// Reads an answer.
    ///
    /// @throws ApiFailure.Unreadable when it is no page, or an item notes a fault and leaves it
    static <T> CloudPage<T> of(Answer answer, Item<T> item) {
        try {
            return Fields.read(answer.body(), Values.DIALECT, in -> read(in, item, answer.at()));
        } catch (Unreadable unreadable) {
            throw new ApiFailure.Unreadable("a page of a list: " + unreadable.reason());
        }
    }

    private static <T> CloudPage<T> read(Fields in, Item<T> item, Instant at) throws IOException {
        List<T> values = null;
        String next = null;
        Long size = null;
        while (in.next()) {
            switch (in.name()) {
                case "values" -> values = values(in, item);
                // Not cut as other texts are: a shortened address is another one.
                case "next" -> next = in.passingText();
                case "size" -> size = in.count();
                default -> in.skip();
            }
        }
        var fault = in.fault();
        if (fault != null) {
            throw new ApiFailure.Unreadable("a page of a list: " + fault);
        }
        // Partial answers may leave an empty list out.
        return new CloudPage<>(values == null ? List.of() : values, next, size, at);
    }

    private static <T> List<T> values(Fields in, Item<T> item) throws IOException {
        var values = new ArrayList<T>();
        if (in.enterList()) {
            while (in.nextElement()) {
                var value = item.read(in);
                if (value != null) {
                    values.add(value);
                }
            }
        }
        return values;
    }
}
