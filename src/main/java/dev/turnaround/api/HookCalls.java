package dev.turnaround.api;

import dev.turnaround.connection.Connections;
import dev.turnaround.connection.Live;
import dev.turnaround.connection.Refusal;
import dev.turnaround.connection.hook.HookWork;
import dev.turnaround.connection.hook.Installer.Outcome;
import dev.turnaround.contract.Problem;
import dev.turnaround.provider.HookPlace;
import dev.turnaround.store.Audit;
import dev.turnaround.store.Away;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers the calls about webhooks at the providers.
final class HookCalls {
    private final Connections connections;
    private final Function<String, URI> webhooks;
    private final HookWork work;
    private final Waiting waiting;
    private final Audit audit;
    private final InstantSource clock;

    HookCalls(
            Connections connections,
            Function<String, URI> webhooks,
            HookWork work,
            Waiting waiting,
            Audit audit,
            InstantSource clock) {
        this.connections = connections;
        this.webhooks = webhooks;
        this.work = work;
        this.waiting = waiting;
        this.audit = audit;
        this.clock = clock;
    }

    /// Installs one where a target is named; tells how it is made by hand where none is, or where
    /// the provider refuses.
    void install(RoutingContext context) {
        var connection = Named.inPath(context, connections);
        if (connection == null) {
            return;
        }
        var parameters = Parameters.of(context);
        var scope = scope(parameters.bodyText("scope"));
        var target = parameters.bodyTextOrNull("target");
        if (target == null) {
            Answer.json(context, byHand(connection, scope, null));
            return;
        }
        var place = new HookPlace(scope, target);
        waiting.on(() -> work.installer().install(connection, place))
                .compose(outcome -> noted(context, connection, place, outcome))
                .onSuccess(outcome -> {
                    switch (outcome) {
                        case Outcome.Installed(var hook) -> {
                            var json = told(connection, scope);
                            json.put("installed", ConnectionJson.hook(hook));
                            context.response().setStatusCode(201);
                            Answer.json(context, json);
                        }
                        case Outcome.ByHand byHand ->
                                Answer.json(context, byHand(connection, scope, byHand));
                    }
                })
                .onFailure(failed -> refuse(context, failed));
    }

    private Future<Outcome> noted(
            RoutingContext context, Live connection, HookPlace place, Outcome outcome) {
        return outcome instanceof Outcome.Installed
                ? noted(context, "webhook.installed", connection, place.toString()).map(outcome)
                : Future.succeededFuture(outcome);
    }

    private Map<String, @Nullable Object> byHand(
            Live connection, HookPlace.Scope scope, Outcome.@Nullable ByHand refused) {
        var json = told(connection, scope);
        if (refused != null) {
            json.put("reason", refused.why().what());
            json.put("advice", refused.why().advice());
        }
        return json;
    }

    private Map<String, @Nullable Object> told(Live connection, HookPlace.Scope scope) {
        var guide = work.installer().guide(connection);
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("installed", null);
        json.put("url", webhooks.apply(connection.id()));
        json.put("events", guide.events());
        json.put("steps", guide.steps().getOrDefault(scope, List.of()));
        json.put("reason", null);
        json.put("advice", null);
        return json;
    }

    /// Takes one away that was installed.
    void remove(RoutingContext context) {
        var connection = Named.inPath(context, connections);
        if (connection == null) {
            return;
        }
        var parameters = Parameters.of(context);
        var scope = parameters.text("scope");
        var target = parameters.text("target");
        var place = new HookPlace(scope(scope == null ? "" : scope), target == null ? "" : target);
        waiting.on(() -> work.installer().remove(connection, place))
                .compose(was ->
                        was
                                ? noted(context, "webhook.removed", connection, place.toString())
                                        .map(true)
                                : Future.succeededFuture(false))
                .onSuccess(was -> {
                    if (was) {
                        context.response().setStatusCode(204).end();
                    } else {
                        Problem.send(context.request(), 404, "no webhook was installed there");
                    }
                })
                .onFailure(failed -> refuse(context, failed));
    }

    /// Begins to replace the webhook secrets. The new ones are in this answer alone.
    void rotate(RoutingContext context) {
        var connection = Named.inPath(context, connections);
        if (connection == null) {
            return;
        }
        waiting.on(() -> work.rotation().begin(connection))
                .compose(fresh ->
                        noted(context, "webhook-secret.rotated", connection, null).map(fresh))
                .onSuccess(fresh -> {
                    context.response().setStatusCode(202);
                    Answer.json(context, Map.of("webhookSecrets", fresh));
                })
                .onFailure(failed -> refuse(context, failed));
    }

    private Future<Void> noted(
            RoutingContext context, String act, Live connection, @Nullable String detail) {
        return audit.record(Caller.of(context).did(clock.instant(), act, connection.id(), detail));
    }

    private static HookPlace.Scope scope(String word) {
        return HookPlace.Scope.of(word)
                .orElseThrow(
                        () -> new Parameters.Unusable("scope", "repository, organization or site"));
    }

    private static void refuse(RoutingContext context, Throwable failed) {
        switch (failed) {
            case Refusal refusal ->
                    Problem.send(context.request(), 409, String.valueOf(refusal.getMessage()));
            case Away _ -> Problem.send(context.request(), 503, "the database is away");
            default -> ProviderProblem.send(context, failed);
        }
    }
}
