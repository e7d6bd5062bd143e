package dev.turnaround.api;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/// Work that waits, such as a call to a provider, kept off the event loop that asked for it.
final class Waiting {
    private final Vertx vertx;

    Waiting(Vertx vertx) {
        this.vertx = vertx;
    }

    /// Does it on a virtual thread; the outcome comes back to where it was asked for.
    <T> Future<T> on(Supplier<T> work) {
        var context = vertx.getOrCreateContext();
        var promise = Promise.<T>promise();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        var done = work.get();
                        context.runOnContext(_ -> promise.complete(done));
                    } catch (RuntimeException failed) {
                        context.runOnContext(_ -> promise.fail(failed));
                    }
                });
        return promise.future();
    }
}
