package dev.turnaround.provider.gitlab;

import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The projects that the token's account is a member of, in the order of their numbers.
///
/// <https://docs.gitlab.com/api/projects/#list-all-projects>
final class Projects {
    private final Rest rest;

    Projects(Rest rest) {
        this.rest = rest;
    }

    /// @param cursor the number of the last project of the page before
    Page<Repository> page(@Nullable String cursor) {
        var path =
                "/projects?membership=true&simple=true&order_by=id&sort=asc&pagination=keyset&per_page="
                        + Rest.PER_PAGE
                        + (cursor == null ? "" : "&id_after=" + checked(cursor));
        var rows = rest.list(path, Projects::row);
        var at = rows.answer().at();
        var items =
                rows.items().stream()
                        .map(row ->
                                new Repository(
                                        Long.toString(row.id()), new Stamped<>(row.path(), at)))
                        .toList();
        var next = rows.full() && !items.isEmpty() ? items.getLast().id() : null;
        return new Page<>(items, List.of(), next, null);
    }

    private static long checked(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException _) {
            throw new ApiFailure.CursorExpired();
        }
    }

    static Payload.@Nullable Project row(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        Long id = null;
        String path = null;
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.identity();
                case "path_with_namespace" -> path = in.text();
                default -> in.skip();
            }
        }
        return id == null || path == null ? null : new Payload.Project(id, path, null);
    }
}
