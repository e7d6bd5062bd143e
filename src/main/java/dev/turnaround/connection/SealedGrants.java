package dev.turnaround.connection;

import dev.turnaround.provider.Grant;
import dev.turnaround.provider.Grants;
import dev.turnaround.store.KeptGrant;
import dev.turnaround.store.KeptGrants;
import dev.turnaround.vault.Vault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a provider granted to one connection, sealed in the database.
///
/// A row of the database is locked while a grant is exchanged, so that of all processes one asks
/// the provider, and the others find what it got.
public final class SealedGrants implements Grants {
    private final String connection;
    private final KeptGrants kept;
    private final Vault vault;
    private final InstantSource clock;

    private @Nullable Unsaved unsaved;

    /// Exchanged, but the database went away before it could be kept. Its refresh token is the only
    /// one there is.
    ///
    /// @param worn what it is to take the place of, and of nothing else
    private record Unsaved(Grant worn, Grant next) {}

    /// The grants of one connection. One object a process: what could not be kept is remembered in
    /// it.
    public SealedGrants(String connection, KeptGrants kept, Vault vault, InstantSource clock) {
        this.connection = connection;
        this.kept = kept;
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public @Nullable Grant current() {
        var there = kept.of(connection);
        return there == null ? null : opened(there);
    }

    /// Keeps what somebody consented to, whatever was before.
    void begin(Grant granted) {
        kept.put(connection, sealed(granted));
    }

    @Override
    public synchronized Grant replace(Grant worn, UnaryOperator<Grant> exchange) {
        var changed = kept.change(connection, there -> replaced(there, worn, exchange));
        unsaved = null;
        var grant = opened(changed);
        return grant == null ? worn : grant;
    }

    private KeptGrant replaced(KeptGrant there, Grant worn, UnaryOperator<Grant> exchange) {
        if (!worn.equals(opened(there))) {
            // Whoever was here first has exchanged it.
            return there;
        }
        var before = unsaved;
        var next =
                before != null && before.worn().equals(worn) ? before.next() : exchange.apply(worn);
        unsaved = new Unsaved(worn, next);
        return sealed(next);
    }

    @Override
    public void lost(Grant worn, String why) {
        kept.change(
                connection,
                there ->
                        worn.equals(opened(there))
                                ? new KeptGrant(null, there.grantedAt(), null, clock.instant(), why)
                                : there);
    }

    private @Nullable Grant opened(KeptGrant there) {
        var sealed = there.sealed();
        return sealed == null ? null : read(new JsonObject(vault.open(sealed, place())));
    }

    private KeptGrant sealed(Grant grant) {
        return new KeptGrant(
                vault.seal(write(grant).encode(), place()),
                clock.instant(),
                grant.expiresAt(),
                null,
                null);
    }

    private String place() {
        return "grant " + connection;
    }

    private static JsonObject write(Grant grant) {
        var expires = grant.expiresAt();
        return new JsonObject()
                .put("accessToken", grant.accessToken())
                .put("refreshToken", grant.refreshToken())
                .put("expiresAt", expires == null ? null : expires.toString())
                .put("scopes", new JsonArray(grant.scopes().stream().sorted().toList()))
                .put("details", new JsonObject(new HashMap<>(grant.details())));
    }

    private static Grant read(JsonObject json) {
        var scopes = new HashSet<String>();
        json.getJsonArray("scopes").forEach(scope -> scopes.add(String.valueOf(scope)));
        var details = new HashMap<String, String>();
        json.getJsonObject("details")
                .forEach(entry -> details.put(entry.getKey(), String.valueOf(entry.getValue())));
        var expires = json.getString("expiresAt");
        return new Grant(
                json.getString("accessToken"),
                json.getString("refreshToken"),
                expires == null ? null : Instant.parse(expires),
                scopes,
                details);
    }
}
