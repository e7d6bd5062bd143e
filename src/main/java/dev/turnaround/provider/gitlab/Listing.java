package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A project with a part of one of its lists, as GraphQL tells it.
///
/// @param project null when it is not there or not shown
/// @param part null when the list is not told
record Listing<T>(Payload.@Nullable Project project, Told.@Nullable Part<T> part) {

    /// @param name the name of the list
    static <T> Listing<T> read(Fields in, String name, Told.Element<T> element) throws IOException {
        var listing = new Listing<T>(null, null);
        while (in.next()) {
            if (in.name().equals("projects")) {
                listing = projects(in, name, element);
            } else {
                in.skip();
            }
        }
        return listing;
    }

    static <T> Listing<T> projects(Fields in, String name, Told.Element<T> element)
            throws IOException {
        var listings = Told.part(in, one -> project(one, name, element));
        return listings == null || listings.items().isEmpty()
                ? new Listing<>(null, null)
                : listings.items().getFirst();
    }

    private static <T> @Nullable Listing<T> project(Fields in, String name, Told.Element<T> element)
            throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        String path = null;
        String url = null;
        Told.Part<T> part = null;
        while (in.next()) {
            var field = in.name();
            switch (field) {
                case "id" -> id = Told.number(in);
                case "fullPath" -> path = in.text();
                case "webUrl" -> url = in.link();
                default -> {
                    if (field.equals(name)) {
                        part = Told.part(in, element);
                    } else {
                        in.skip();
                    }
                }
            }
        }
        return new Listing<>(
                id == null || path == null ? null : new Payload.Project(id, path, url), part);
    }
}
