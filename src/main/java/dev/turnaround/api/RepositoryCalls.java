package dev.turnaround.api;

import dev.turnaround.connection.Connections;
import dev.turnaround.contract.Problem;
import dev.turnaround.contract.RepositoryJson;
import dev.turnaround.store.Audit;
import dev.turnaround.store.LeftOut;
import dev.turnaround.store.RepositoryHealth;
import dev.turnaround.store.RepositoryHealths;
import dev.turnaround.store.Syncs;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers the calls about repositories and projects.
final class RepositoryCalls {
    private static final int AUTHORS_MAX = 200;
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "provider",
                    "connection",
                    "repository",
                    "repositoryId",
                    "autoSync",
                    "pullRequests.processed",
                    "pullRequests.ingested",
                    "pullRequests.skipped",
                    "pullRequests.failed",
                    "pullRequests.merged",
                    "completeness",
                    "liveFacts",
                    "facts",
                    "lastDeliveryAt",
                    "lastSyncAt",
                    "gap.since",
                    "gap.reason",
                    "gap.missed");
    private static final List<String> LEFT_OUT_COLUMNS =
            List.of("result", "number", "issue", "title", "reason", "author", "identity", "advice");

    private final RepositoryHealths healths;
    private final LeftOut leftOut;
    private final Syncs syncs;
    private final Audit audit;
    private final Connections connections;
    private final InstantSource clock;

    RepositoryCalls(
            RepositoryHealths healths,
            LeftOut leftOut,
            Syncs syncs,
            Audit audit,
            Connections connections,
            InstantSource clock) {
        this.healths = healths;
        this.leftOut = leftOut;
        this.syncs = syncs;
        this.audit = audit;
        this.connections = connections;
        this.clock = clock;
    }

    void list(RoutingContext context) {
        var parameters = Parameters.of(context);
        var limit = parameters.limit();
        healths.list(
                        parameters.text("connection"),
                        parameters.text("q"),
                        after(parameters),
                        limit + 1)
                .onSuccess(found -> {
                    var page = found.subList(0, Math.min(limit, found.size()));
                    var next = found.size() > limit ? cursor(page.getLast()) : null;
                    Answer.page(context, page.stream().map(this::json).toList(), next, COLUMNS);
                })
                .onFailure(context::fail);
    }

    void one(RoutingContext context) {
        var id = id(context);
        if (id != null) {
            show(context, id);
        }
    }

    void change(RoutingContext context) {
        var id = id(context);
        if (id == null) {
            return;
        }
        var autoSync = Parameters.of(context).bodyFlag("autoSync");
        var entry =
                Caller.of(context)
                        .did(
                                clock.instant(),
                                "repository.changed",
                                id.connection() + ":" + id.id(),
                                "autoSync: " + autoSync);
        syncs.setAutoSync(id.connection(), id.id(), autoSync)
                .compose(known ->
                        known ? audit.record(entry).map(true) : Future.succeededFuture(false))
                .onSuccess(known -> {
                    if (known) {
                        show(context, id);
                    } else {
                        notFound(context);
                    }
                })
                .onFailure(context::fail);
    }

    void skipped(RoutingContext context) {
        var id = id(context);
        if (id == null) {
            return;
        }
        var parameters = Parameters.of(context);
        var limit = parameters.limit();
        leftOut.of(id.connection(), id.id(), lastItem(parameters), limit + 1)
                .onSuccess(found -> {
                    var page = found.subList(0, Math.min(limit, found.size()));
                    var next =
                            found.size() > limit
                                    ? Cursor.write(
                                            List.of(page.getLast().result(), page.getLast().item()))
                                    : null;
                    Answer.page(
                            context,
                            page.stream().map(RepositoryCalls::json).toList(),
                            next,
                            LEFT_OUT_COLUMNS);
                })
                .onFailure(context::fail);
    }

    private void show(RoutingContext context, RepositoryId id) {
        healths.of(id.connection(), id.id())
                .compose(found ->
                        healths.byAuthor(id.connection(), id.id(), AUTHORS_MAX)
                                .onSuccess(authors ->
                                        found.ifPresentOrElse(
                                                health ->
                                                        Answer.json(
                                                                context,
                                                                RepositoryJson.of(
                                                                        health,
                                                                        provider(health),
                                                                        authors)),
                                                () -> notFound(context))))
                .onFailure(context::fail);
    }

    private Map<String, @Nullable Object> json(RepositoryHealth health) {
        return RepositoryJson.of(health, provider(health));
    }

    private String provider(RepositoryHealth health) {
        return connections.providerOf(health.connection());
    }

    private static Map<String, @Nullable Object> json(LeftOut.Item item) {
        var number = item.item().matches("\\d{1,18}") ? Long.valueOf(item.item()) : null;
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("result", item.result());
        json.put("number", number);
        json.put("issue", number == null ? item.item() : null);
        json.put("title", item.title());
        json.put("reason", item.reason());
        json.put("author", item.login());
        json.put("identity", item.author() == null ? null : item.author().word());
        json.put("advice", advice(item));
        return json;
    }

    private static String advice(LeftOut.Item item) {
        if (item.author() != null) {
            return "Say whose account "
                    + item.login()
                    + " is, or that it is a bot: PUT /api/v1/identities/"
                    + item.author().word()
                    + ". Then it is read by itself; without credentials for the API, it comes in with its next event.";
        }
        return item.result().equals("failed")
                ? "Retry the run that is partial, which reads this alone. If it fails again, report it with its reason."
                : "Select the repository, or set people.unlinked to ingest; then start a sync of this repository.";
    }

    /// The repository that the path names; answers 404 and gives null where it names none.
    static @Nullable RepositoryId id(RoutingContext context) {
        var id = RepositoryId.parse(Parameters.of(context).path("id"));
        if (id == null) {
            notFound(context);
        }
        return id;
    }

    static void notFound(RoutingContext context) {
        Problem.send(context.request(), 404, "no such repository");
    }

    private static String cursor(RepositoryHealth last) {
        return Cursor.write(List.of(last.connection(), last.name(), last.id()));
    }

    private static RepositoryHealths.@Nullable After after(Parameters parameters) {
        var parts = parameters.cursor(3);
        return parts == null
                ? null
                : new RepositoryHealths.After(parts.get(0), parts.get(1), parts.get(2));
    }

    private static LeftOut.@Nullable Item lastItem(Parameters parameters) {
        var parts = parameters.cursor(2);
        return parts == null
                ? null
                : new LeftOut.Item(parts.get(0), parts.get(1), null, null, null, null);
    }
}
