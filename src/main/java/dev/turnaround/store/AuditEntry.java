package dev.turnaround.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An act that an administrator wants to know of later. Nothing in it may be secret.
///
/// @param act a noun and what became of it, such as `token.created`
/// @param object the identity of what it was done to; null where there is only one such
/// @param detail more, for a reader
/// @param address where it was asked for from
public record AuditEntry(
        Instant at,
        Actor actor,
        String act,
        @Nullable String object,
        @Nullable String detail,
        @Nullable String address) {}
