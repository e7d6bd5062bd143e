package dev.turnaround.api;

import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers the calls about signing in and out.
final class SessionCalls {
    private final Doorkeeper doorkeeper;

    SessionCalls(Doorkeeper doorkeeper) {
        this.doorkeeper = doorkeeper;
    }

    /// By which ways one may sign in.
    void ways(RoutingContext context) {
        var rules = doorkeeper.rules();
        var single = new LinkedHashMap<String, @Nullable Object>();
        single.put(
                "openIdConnect",
                rules.openId() == null ? null : rules.publicUrl() + "/auth/oidc/start");
        Answer.json(context, single);
    }

    void signIn(RoutingContext context) {
        doorkeeper.signIn(context, Parameters.of(context).bodyText("token"));
    }

    /// Tells what the caller may do.
    void show(RoutingContext context) {
        var caller = Caller.of(context);
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("scope", caller.scope().word());
        json.put("name", caller.actor().name());
        Answer.json(context, json);
    }

    void signOut(RoutingContext context) {
        doorkeeper
                .sessions()
                .end(context)
                .onSuccess(_ -> context.response().setStatusCode(204).end())
                .onFailure(context::fail);
    }

    /// Signs everybody out, or one person everywhere.
    void endAll(RoutingContext context) {
        doorkeeper
                .sessions()
                .endAll(Caller.of(context), Parameters.of(context).text("actor"))
                .onSuccess(count -> Answer.json(context, Map.of("ended", count)))
                .onFailure(context::fail);
    }
}
