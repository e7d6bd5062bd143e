package dev.turnaround.provider.jira;

import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was changed in one go, as the API lists it: with its author and its time, which webhooks
/// have elsewhere.
///
/// @param id the same as `changelog.id` of the webhook
/// @param author null when nobody can tell any more
/// @param items those that matter here
record History(String id, @Nullable User author, Instant at, List<Payload.Item> items) {

    /// From old to new. The identity grows with time.
    static final Comparator<History> ORDER =
            Comparator.comparing(History::at).thenComparingLong(one -> Long.parseLong(one.id()));

    History {
        items = List.copyOf(items);
    }

    /// The item of a field; null when it is not among them.
    Payload.@Nullable Item item(String field) {
        return new Payload.Changelog(id, items).item(field);
    }

    /// The `changelog` of an issue; null when the value is none. A server that lists only the
    /// newest says how many there are.
    static @Nullable Listed<History> list(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        var all = new ArrayList<History>();
        var elements = 0;
        Long total = null;
        while (in.next()) {
            switch (in.name()) {
                case "histories" -> elements = readAll(in, all);
                case "total" -> total = in.count();
                default -> in.skip();
            }
        }
        return new Listed<>(all, total != null && total <= elements);
    }

    /// Reads a list of them.
    ///
    /// @return how many there were
    static int readAll(Fields in, List<History> all) throws IOException {
        var elements = 0;
        if (in.enterList()) {
            while (in.nextElement()) {
                elements++;
                var one = read(in);
                if (one != null) {
                    all.add(one);
                }
            }
        }
        return elements;
    }

    private static @Nullable History read(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        String id = null;
        User author = null;
        Instant at = null;
        var items = new ArrayList<Payload.Item>();
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identityText();
                case "author" -> author = User.read(in);
                case "created" -> at = in.time();
                case "items" -> Payload.items(in, items);
                default -> in.skip();
            }
        }
        if (id == null || at == null) {
            in.missing(id == null ? "id" : "created");
            return null;
        }
        return new History(id, author, at, items);
    }
}
