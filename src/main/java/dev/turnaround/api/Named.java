package dev.turnaround.api;

import dev.turnaround.connection.Connections;
import dev.turnaround.connection.Live;
import dev.turnaround.contract.Problem;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/// The connection that a call names.
final class Named {

    private Named() {}

    /// The one that the path names as `id`; null when there is none, which is then answered.
    static @Nullable Live inPath(RoutingContext context, Connections connections) {
        return in(context, connections, Parameters.of(context).path("id"));
    }

    /// The one of an id; null when there is none, which is then answered.
    static @Nullable Live in(RoutingContext context, Connections connections, String id) {
        var one = connections.get(id);
        if (one == null) {
            Problem.send(context.request(), 404, "no such connection");
        }
        return one;
    }
}
