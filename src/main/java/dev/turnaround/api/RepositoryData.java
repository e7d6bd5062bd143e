package dev.turnaround.api;

import io.vertx.ext.web.RoutingContext;

/// What is to become of what is stored when a repository or a connection is removed.
final class RepositoryData {

    private RepositoryData() {}

    /// Whether it is to go; it stays unless the request says so.
    static boolean isToGo(RoutingContext context) {
        return "delete".equals(Parameters.of(context).text("data"));
    }
}
