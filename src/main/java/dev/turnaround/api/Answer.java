package dev.turnaround.api;

import dev.turnaround.contract.Json;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers with what was asked for.
final class Answer {

    private Answer() {}

    static void json(RoutingContext context, Object value) {
        context.response()
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(Json.text(value));
    }

    /// Answers with a page of a list, as CSV where the caller prefers it and the list is flat.
    ///
    /// @param columns of the CSV; empty where the list is not flat
    static void page(
            RoutingContext context,
            List<Map<String, @Nullable Object>> items,
            @Nullable String next,
            List<String> columns) {
        page(context, items, next, columns, Map.of());
    }

    /// The same.
    ///
    /// @param beside what stands beside the items, except in CSV
    static void page(
            RoutingContext context,
            List<Map<String, @Nullable Object>> items,
            @Nullable String next,
            List<String> columns,
            Map<String, @Nullable Object> beside) {
        var accept = context.request().getHeader("accept");
        if (!columns.isEmpty() && accept != null && accept.contains("text/csv")) {
            if (next != null) {
                context.response().putHeader("link", "<?cursor=" + next + ">; rel=\"next\"");
            }
            context.response()
                    .putHeader("content-type", "text/csv; charset=utf-8")
                    .putHeader("cache-control", "no-store")
                    .end(Csv.of(columns, items));
            return;
        }
        var page = new LinkedHashMap<String, @Nullable Object>();
        page.put("items", items);
        page.put("next", next);
        page.putAll(beside);
        json(context, page);
    }
}
