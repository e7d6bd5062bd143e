package dev.turnaround.api;

import dev.turnaround.check.Checkup;
import dev.turnaround.connection.Connections;
import dev.turnaround.connection.Live;
import dev.turnaround.connection.hook.Rounds;
import dev.turnaround.contract.Problem;
import dev.turnaround.model.Repository;
import dev.turnaround.provider.Step;
import dev.turnaround.store.InstalledHook;
import dev.turnaround.store.InstalledHooks;
import dev.turnaround.store.SecretRotation;
import dev.turnaround.store.SecretRotations;
import dev.turnaround.store.WebhookSights;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers the calls about connections.
final class ConnectionCalls {
    private static final List<String> AVAILABLE_COLUMNS = List.of("id", "name");

    /// So many pages of a provider's are looked through for one of ours: who searches for what is
    /// not there gets an empty page with a `next`, and not a call that lasts for ever.
    private static final int PROVIDER_PAGES_MAX = 10;

    private final Connections connections;
    private final Function<String, URI> webhooks;
    private final WebhookSights sights;
    private final ConsentJson consent;
    private final Checkup checkup;
    private final Waiting waiting;
    private final InstalledHooks installed;
    private final SecretRotations rotations;
    private final Rounds rounds;

    ConnectionCalls(
            Connections connections,
            Function<String, URI> webhooks,
            WebhookSights sights,
            ConsentJson consent,
            Checkup checkup,
            Waiting waiting,
            InstalledHooks installed,
            SecretRotations rotations,
            Rounds rounds) {
        this.connections = connections;
        this.webhooks = webhooks;
        this.sights = sights;
        this.consent = consent;
        this.checkup = checkup;
        this.waiting = waiting;
        this.installed = installed;
        this.rotations = rotations;
        this.rounds = rounds;
    }

    void list(RoutingContext context) {
        atProviders(null).onSuccess(there -> list(context, there)).onFailure(context::fail);
    }

    private void list(RoutingContext context, AtProviders there) {
        var shown = new ArrayList<Future<Map<String, @Nullable Object>>>();
        connections.all().forEach(one -> shown.add(shown(one, there)));
        Future.all(shown)
                .onSuccess(_ ->
                        Answer.page(
                                context,
                                shown.stream().map(Future::result).toList(),
                                null,
                                List.of()))
                .onFailure(context::fail);
    }

    void one(RoutingContext context) {
        var one = Named.inPath(context, connections);
        if (one != null) {
            atProviders(one.id())
                    .compose(there -> shown(one, there))
                    .onSuccess(json -> Answer.json(context, json))
                    .onFailure(context::fail);
        }
    }

    /// What is known of webhooks at the providers.
    private record AtProviders(List<InstalledHook> hooks, List<SecretRotation> rotations) {}

    /// @param connection null for all
    private Future<AtProviders> atProviders(@Nullable String connection) {
        var hooks = installed.list(connection);
        var replaced = rotations.list();
        return Future.all(hooks, replaced)
                .map(_ -> new AtProviders(hooks.result(), replaced.result()));
    }

    private Future<Map<String, @Nullable Object>> shown(Live one, AtProviders there) {
        return sights.of(one.id())
                .compose(seen ->
                        consent.onto(
                                ConnectionJson.of(
                                        one,
                                        seen,
                                        webhooks.apply(one.id()),
                                        there.hooks(),
                                        there.rotations()),
                                one));
    }

    void check(RoutingContext context) {
        var one = Named.inPath(context, connections);
        if (one == null) {
            return;
        }
        sights.of(one.id())
                .compose(seen ->
                        waiting.on(() ->
                                checkup.of(
                                        one.line(),
                                        seen,
                                        webhooks.apply(one.id()),
                                        rounds.look(one))))
                .onSuccess(steps -> Answer.json(context, json(steps)))
                .onFailure(context::fail);
    }

    private static Map<String, Object> json(List<Step> steps) {
        return Map.of(
                "passed",
                Checkup.passed(steps),
                "steps",
                steps.stream().map(ConnectionCalls::json).toList());
    }

    private static Map<String, @Nullable Object> json(Step step) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("step", step.name());
        json.put("result", step.result().name().toLowerCase(Locale.ROOT));
        json.put("detail", step.detail());
        json.put("advice", step.advice());
        return json;
    }

    void available(RoutingContext context) {
        var one = Named.inPath(context, connections);
        if (one == null) {
            return;
        }
        var api = one.line().api();
        if (api == null) {
            Problem.send(
                    context.request(),
                    409,
                    "the connection has no API credentials, so nobody can be asked; give its auth");
            return;
        }
        var parameters = Parameters.of(context);
        var wanted = parameters.text("q");
        var cursor = parameters.text("cursor");
        waiting.on(() -> look(api, wanted == null ? "" : wanted.toLowerCase(Locale.ROOT), cursor))
                .onSuccess(found ->
                        Answer.page(context, found.items(), found.next(), AVAILABLE_COLUMNS))
                .onFailure(failed -> ProviderProblem.send(context, failed));
    }

    private record Found(List<Map<String, @Nullable Object>> items, @Nullable String next) {}

    /// Goes through the provider's pages until one holds something that is wanted.
    private static Found look(
            dev.turnaround.provider.Api api, String wanted, @Nullable String cursor) {
        var next = cursor == null ? null : Cursor.read(cursor, 1).getFirst();
        for (var pages = 1; ; pages++) {
            var page = api.repositories(next);
            next = page.next();
            var items =
                    page.items().stream()
                            .filter(one ->
                                    one.name().value().toLowerCase(Locale.ROOT).contains(wanted))
                            .map(ConnectionCalls::json)
                            .toList();
            if (!items.isEmpty() || next == null || pages >= PROVIDER_PAGES_MAX) {
                return new Found(items, next == null ? null : Cursor.write(List.of(next)));
            }
        }
    }

    private static Map<String, @Nullable Object> json(Repository repository) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", repository.id());
        json.put("name", repository.name().value());
        return json;
    }
}
