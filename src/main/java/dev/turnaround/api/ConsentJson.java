package dev.turnaround.api;

import dev.turnaround.connection.Consents;
import dev.turnaround.connection.Live;
import dev.turnaround.store.ConsentRefusal;
import dev.turnaround.store.ConsentSight;
import dev.turnaround.store.ConsentSights;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether a connection is let in, as the contract shows it.
final class ConsentJson {
    private static final String NOT_YET =
            "Nobody has let this connection in at its provider yet: sign in there.";

    private final Consents consents;
    private final ConsentSights sights;

    ConsentJson(Consents consents, ConsentSights sights) {
        this.consents = consents;
        this.sights = sights;
    }

    /// Adds it to what is shown of a connection.
    Future<Map<String, @Nullable Object>> onto(Map<String, @Nullable Object> json, Live one) {
        if (!consents.isFor(one)) {
            json.put("consent", null);
            return Future.succeededFuture(json);
        }
        return sights.of(one.id())
                .map(seen -> {
                    json.put("consent", json(seen));
                    return json;
                });
    }

    private static Map<String, @Nullable Object> json(ConsentSight seen) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("needed", seen.needed());
        json.put("since", seen.lostAt());
        json.put("reason", seen.grantedAt() == null ? NOT_YET : seen.lostWhy());
        json.put("grantedAt", seen.grantedAt());
        var refusal = seen.refusal();
        json.put("refused", refusal == null ? null : json(refusal));
        return json;
    }

    private static Map<String, @Nullable Object> json(ConsentRefusal refusal) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("at", refusal.at());
        json.put("code", refusal.code());
        json.put("reason", refusal.what());
        json.put("advice", refusal.advice());
        return json;
    }
}
