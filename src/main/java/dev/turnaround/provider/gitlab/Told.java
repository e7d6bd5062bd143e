package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values as GraphQL tells them. Its identities are `gid://gitlab/DiffNote/12`, of which only the
/// number is the same in webhooks and by REST.
final class Told {
    private Told() {}

    /// The number at the end of a global identity; null when there is none.
    static @Nullable Long number(Fields in) throws IOException {
        var text = in.text();
        if (text == null) {
            return null;
        }
        try {
            var number = Long.parseLong(text.substring(text.lastIndexOf('/') + 1));
            return number > 0 ? (Long) number : null;
        } catch (NumberFormatException _) {
            in.fault("is no identity");
            return null;
        }
    }

    /// A moment with the grain of webhooks, so that both roads tell the same one.
    static @Nullable Instant second(Fields in) throws IOException {
        var time = in.time();
        return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
    }

    /// An account; null for none.
    static @Nullable User user(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        String username = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = number(in);
                case "username" -> username = in.text();
                default -> in.skip();
            }
        }
        return id == null ? null : new User(id, username, null, false);
    }

    /// What is taken from one element of a list.
    @FunctionalInterface
    interface Element<T> {
        /// The element; null when it is none.
        @Nullable T of(Fields in) throws IOException;
    }

    /// A part of a list.
    ///
    /// @param items what could be read
    /// @param whole whether each of its elements is there
    /// @param next where the list goes on; null at its end
    /// @param total of the whole list, where it was asked for
    record Part<T>(List<T> items, boolean whole, @Nullable String next, @Nullable Long total) {}

    /// A part of a list; null when it is not told.
    static <T> @Nullable Part<T> part(Fields in, Element<T> element) throws IOException {
        if (!in.enter()) {
            return null;
        }
        List<T> items = null;
        var whole = true;
        String next = null;
        var more = false;
        Long total = null;
        while (in.next()) {
            switch (in.name()) {
                case "nodes" -> {
                    if (in.enterList()) {
                        items = new ArrayList<>();
                        while (in.nextElement()) {
                            var item = element.of(in);
                            if (item == null) {
                                whole = false;
                            } else {
                                items.add(item);
                            }
                        }
                    }
                }
                case "pageInfo" -> {
                    if (in.enter()) {
                        while (in.next()) {
                            switch (in.name()) {
                                case "hasNextPage" -> more = Boolean.TRUE.equals(in.flag());
                                case "endCursor" -> next = in.text();
                                default -> in.skip();
                            }
                        }
                    }
                }
                case "count" -> total = in.count();
                default -> in.skip();
            }
        }
        // A list that goes on, nobody said where, is none that was read to its end.
        whole &= !more || next != null;
        return items == null ? null : new Part<>(items, whole, more ? next : null, total);
    }
}
