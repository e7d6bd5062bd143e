package dev.turnaround.api;

import dev.turnaround.connection.Connections;
import dev.turnaround.connection.Live;
import dev.turnaround.connection.Refusal;
import dev.turnaround.contract.Problem;
import dev.turnaround.provider.Provider;
import dev.turnaround.store.Audit;
import dev.turnaround.store.Away;
import dev.turnaround.store.Erasable;
import dev.turnaround.store.WebhookSight;
import dev.turnaround.store.WebhookSights;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers the calls that make, change and remove connections.
final class ConnectionChanges {
    private final Connections connections;
    private final Function<String, URI> webhooks;
    private final WebhookSights sights;
    private final ConsentJson consent;
    private final Waiting waiting;
    private final Erasable erasable;
    private final Runnable erase;
    private final Audit audit;
    private final InstantSource clock;

    /// @param erase called when there is something to erase
    ConnectionChanges(
            Connections connections,
            Function<String, URI> webhooks,
            WebhookSights sights,
            ConsentJson consent,
            Waiting waiting,
            Erasable erasable,
            Runnable erase,
            Audit audit,
            InstantSource clock) {
        this.connections = connections;
        this.webhooks = webhooks;
        this.sights = sights;
        this.consent = consent;
        this.waiting = waiting;
        this.erasable = erasable;
        this.erase = erase;
        this.audit = audit;
        this.clock = clock;
    }

    /// What can be connected, and how.
    void providers(RoutingContext context) {
        Answer.page(
                context,
                connections.opening().providers().stream().map(ConnectionChanges::json).toList(),
                null,
                List.of());
    }

    private static Map<String, @Nullable Object> json(Provider provider) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("provider", provider.name());
        json.put("url", provider.publicSite());
        json.put("webhookSecrets", provider.secretKinds().stream().sorted().toList());
        json.put("ways", provider.ways());
        return json;
    }

    /// Makes one. A webhook secret that is not given is made up, and shown in this answer alone.
    void add(RoutingContext context) {
        var given = Parameters.of(context).body();
        var whole = given.copy();
        var fresh = whole.containsKey("webhook") ? null : freshSecrets(whole);
        if (fresh != null) {
            whole.put("webhook", fresh);
        }
        waiting.on(
                        () -> {
                            makeWay(whole);
                            return connections.add(whole.encode());
                        })
                .compose(made -> noted(context, "connection.made", made.id()).map(made))
                .compose(made -> {
                    var json = ConnectionJson.of(made, WebhookSight.NONE, url(made));
                    json.put("webhookSecrets", fresh == null ? null : fresh.getMap());
                    return consent.onto(json, made);
                })
                .onSuccess(json -> {
                    context.response()
                            .setStatusCode(201)
                            .putHeader("location", "/api/v1/connections/" + json.get("id"));
                    Answer.json(context, json);
                })
                .onFailure(failed -> refuse(context, failed));
    }

    private void makeWay(JsonObject connection) {
        if (connection.getValue("id") instanceof String id && !erasable.makeWay(id, "")) {
            throw Refusal.conflict(
                    "what was stored of a connection of this id is being erased; make it when that is done");
        }
    }

    private @Nullable JsonObject freshSecrets(JsonObject connection) {
        var name = connection.getValue("provider");
        return connections.opening().providers().stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .map(provider -> {
                    var webhook = new JsonObject();
                    provider.freshSecrets().forEach((kind, secret) -> webhook.put(kind, secret));
                    return webhook;
                })
                .orElse(null);
    }

    /// Changes one, by a merge patch.
    void change(RoutingContext context) {
        var parameters = Parameters.of(context);
        var patch = parameters.body();
        var id = parameters.path("id");
        waiting.on(() ->
                        connections.change(
                                id,
                                before -> MergePatch.apply(new JsonObject(before), patch).encode(),
                                patch.getValue("auth") instanceof JsonObject auth ? auth : null))
                .compose(changed -> noted(context, "connection.changed", id).map(changed))
                .compose(changed ->
                        sights.of(id)
                                .compose(seen ->
                                        consent.onto(
                                                ConnectionJson.of(changed, seen, url(changed)),
                                                changed)))
                .onSuccess(json -> Answer.json(context, json))
                .onFailure(failed -> refuse(context, failed));
    }

    /// Takes one away. What was stored of it stays, or goes.
    void remove(RoutingContext context) {
        var id = Parameters.of(context).path("id");
        var erases = RepositoryData.isToGo(context);
        var caller = Caller.of(context);
        waiting.on(
                        () -> {
                            connections.remove(id);
                            if (erases) {
                                erasable.ask(id, "", clock.instant());
                                erase.run();
                            }
                            return id;
                        })
                .compose(_ ->
                        audit.record(
                                caller.did(
                                        clock.instant(),
                                        "connection.removed",
                                        id,
                                        erases ? "data deleted" : "data kept")))
                .onSuccess(_ -> context.response().setStatusCode(erases ? 202 : 204).end())
                .onFailure(failed -> refuse(context, failed));
    }

    private Future<Void> noted(RoutingContext context, String act, String connection) {
        return audit.record(Caller.of(context).did(clock.instant(), act, connection, null));
    }

    private URI url(Live one) {
        return webhooks.apply(one.id());
    }

    static void refuse(RoutingContext context, Throwable failed) {
        switch (failed) {
            case Refusal refusal ->
                    Problem.send(
                            context.request(),
                            status(refusal.why()),
                            String.valueOf(refusal.getMessage()),
                            refusal.faults().stream()
                                    .map(one -> new Problem.Fault(one.key(), one.expected()))
                                    .toList());
            case Away _ -> Problem.send(context.request(), 503, "the database is away");
            default -> context.fail(failed);
        }
    }

    private static int status(Refusal.Why why) {
        return switch (why) {
            case WRONG -> 400;
            case UNKNOWN -> 404;
            case CONFLICT -> 409;
        };
    }
}
