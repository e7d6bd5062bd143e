package dev.turnaround.api;

import dev.turnaround.store.Audit;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers the calls about the audit log.
final class AuditCalls {
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "at",
                    "actor.kind",
                    "actor.id",
                    "actor.name",
                    "act",
                    "object",
                    "detail",
                    "address");

    private final Audit audit;

    AuditCalls(Audit audit) {
        this.audit = audit;
    }

    void list(RoutingContext context) {
        var parameters = Parameters.of(context);
        var limit = parameters.limit();
        audit.list(parameters.text("act"), before(parameters), limit + 1)
                .onSuccess(found -> {
                    var page = found.subList(0, Math.min(limit, found.size()));
                    var next =
                            found.size() > limit
                                    ? Cursor.write(List.of(Long.toString(page.getLast().id())))
                                    : null;
                    Answer.page(
                            context, page.stream().map(AuditCalls::json).toList(), next, COLUMNS);
                })
                .onFailure(context::fail);
    }

    private static Map<String, @Nullable Object> json(Audit.Line line) {
        var entry = line.entry();
        var actor = new LinkedHashMap<String, @Nullable Object>();
        actor.put("kind", entry.actor().kind().word());
        actor.put("id", entry.actor().id());
        actor.put("name", entry.actor().name());
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", Long.toString(line.id()));
        json.put("at", entry.at());
        json.put("actor", actor);
        json.put("act", entry.act());
        json.put("object", entry.object());
        json.put("detail", entry.detail());
        json.put("address", entry.address());
        return json;
    }

    private static @Nullable Long before(Parameters parameters) {
        var cursor = parameters.cursor(1);
        try {
            return cursor == null ? null : Long.valueOf(cursor.getFirst());
        } catch (NumberFormatException foreign) {
            throw new Parameters.Unusable("cursor", "the `next` of a page before");
        }
    }
}
