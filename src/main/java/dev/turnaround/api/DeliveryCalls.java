package dev.turnaround.api;

import dev.turnaround.connection.Connections;
import dev.turnaround.contract.DeliveryJson;
import dev.turnaround.store.Reading;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers the calls about the delivery log.
final class DeliveryCalls {
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "provider",
                    "connection",
                    "event",
                    "action",
                    "verdict",
                    "reason",
                    "receivedAt",
                    "latencyMillis",
                    "pullRequest");

    private final Reading reading;
    private final Connections connections;

    DeliveryCalls(Reading reading, Connections connections) {
        this.reading = reading;
        this.connections = connections;
    }

    void list(RoutingContext context) {
        var parameters = Parameters.of(context);
        var limit = parameters.limit();
        reading.deliveries(
                        parameters.text("verdict"),
                        parameters.text("connection"),
                        parameters.text("event"),
                        parameters.instant("since"),
                        before(parameters),
                        limit + 1)
                .onSuccess(found -> {
                    var page = found.subList(0, Math.min(limit, found.size()));
                    var next =
                            found.size() > limit
                                    ? Cursor.write(
                                            List.of(Long.toString(page.getLast().position())))
                                    : null;
                    Answer.page(context, page.stream().map(this::json).toList(), next, COLUMNS);
                })
                .onFailure(context::fail);
    }

    private Map<String, @Nullable Object> json(Reading.Logged logged) {
        var record = logged.record();
        return DeliveryJson.of(record, connections.providerOf(record.connection()));
    }

    private static @Nullable Long before(Parameters parameters) {
        var cursor = parameters.text("cursor");
        if (cursor == null) {
            return null;
        }
        try {
            return Long.valueOf(Cursor.read(cursor, 1).getFirst());
        } catch (IllegalArgumentException foreign) {
            throw new Parameters.Unusable("cursor", "the `next` of a page before");
        }
    }
}
