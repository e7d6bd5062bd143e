package dev.turnaround.api;

import dev.turnaround.store.Actor;
import dev.turnaround.store.AuditEntry;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who was let in.
///
/// @param address where the request comes from
record Caller(Scope scope, Actor actor, @Nullable String address) {
    private static final String KEY = "caller";

    /// The caller of a request that the doorkeeper let in.
    static Caller of(RoutingContext context) {
        return Objects.requireNonNull(context.<Caller>get(KEY), "admitted before");
    }

    void keep(RoutingContext context) {
        context.put(KEY, this);
    }

    /// A line for the audit log about something that the caller did.
    ///
    /// @param act a noun and what became of it, such as `connection.created`
    /// @param object the identity of what it was done to
    /// @param detail more, for a reader; nothing secret
    AuditEntry did(Instant at, String act, @Nullable String object, @Nullable String detail) {
        return new AuditEntry(at, actor, act, object, detail, address);
    }
}
