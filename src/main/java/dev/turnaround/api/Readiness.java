package dev.turnaround.api;

import dev.turnaround.store.Reading;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Answers whether deliveries can be taken, and what of that which they need answers.
///
/// With a log before the database it is the log that counts: then deliveries are taken while the
/// database is away.
public final class Readiness {
    private final BooleanSupplier stopping;
    private final Reading reading;
    private final @Nullable Supplier<Future<?>> log;

    /// What is asked.
    ///
    /// @param stopping whether requests are better sent to another process
    /// @param log succeeds when the log answers; null when there is none
    public Readiness(BooleanSupplier stopping, Reading reading, @Nullable Supplier<Future<?>> log) {
        this.stopping = stopping;
        this.reading = reading;
        this.log = log;
    }

    void answer(RoutingContext context) {
        if (stopping.getAsBoolean()) {
            answer(context, false, List.of(check("running", false)));
            return;
        }
        var database = up(reading.ping());
        var before = log == null ? null : up(log.get());
        Future.join(database, before == null ? database : before)
                .onSuccess(_ -> {
                    var checks = new ArrayList<Map<String, String>>();
                    checks.add(check("database", database.result()));
                    if (before != null) {
                        checks.add(check("log", before.result()));
                    }
                    answer(context, (before == null ? database : before).result(), checks);
                });
    }

    private static Future<Boolean> up(Future<?> asked) {
        return asked.map(true).otherwise(false);
    }

    private static void answer(
            RoutingContext context, boolean up, List<Map<String, String>> checks) {
        context.response().setStatusCode(up ? 200 : 503);
        Answer.json(context, Map.of("status", word(up), "checks", checks));
    }

    private static Map<String, String> check(String id, boolean up) {
        return Map.of("id", id, "status", word(up));
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
