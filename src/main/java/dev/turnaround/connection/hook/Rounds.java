package dev.turnaround.connection.hook;

import dev.turnaround.connection.Connections;
import dev.turnaround.connection.Live;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Hook;
import dev.turnaround.provider.HookPlace;
import dev.turnaround.provider.Hooks;
import dev.turnaround.store.InstalledHook;
import dev.turnaround.store.InstalledHook.State;
import dev.turnaround.store.InstalledHooks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the webhooks that were installed, once a day: whether the provider has disabled one,
/// somebody has removed one, or one is about to end or has ended by itself.
///
/// Call on a virtual thread; every call throws [Away][dev.turnaround.store.Away] when the database
/// is.
public final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    static final Duration EVERY = Duration.ofDays(1);

    /// Who takes a webhook on and does not come back leaves it to others after this.
    private static final Duration CLAIM = Duration.ofHours(1);

    /// Longer than a server is usually down: those that end by themselves do so after 30 days.
    static final Duration RENEW_BEFORE = Duration.ofDays(10);

    private final Connections connections;
    private final InstalledHooks kept;
    private final Installer installer;
    private final Suspicion suspicion;
    private final InstantSource clock;

    /// Rounds.
    ///
    /// @param suspicion hears of each webhook that stopped, and of each that works again
    public Rounds(
            Connections connections,
            InstalledHooks kept,
            Installer installer,
            Suspicion suspicion,
            InstantSource clock) {
        this.connections = connections;
        this.kept = kept;
        this.installer = installer;
        this.suspicion = suspicion;
        this.clock = clock;
    }

    /// Hears that deliveries may be missing.
    @FunctionalInterface
    public interface Suspicion {
        /// Deliveries may be missing.
        ///
        /// @param repository the only one that it concerns, by its name; null for all of the
        ///   connection
        void of(String connection, @Nullable String repository);
    }

    static Instant nextLook(Hook hook, Instant now) {
        var ends = hook.expiresAt();
        var tomorrow = now.plus(EVERY);
        return ends == null || ends.isAfter(tomorrow) ? tomorrow : now;
    }

    /// Looks at those whose time has come.
    public void run() {
        for (var one : kept.claim(clock.instant(), CLAIM)) {
            var connection = connections.get(one.connection());
            if (connection != null) {
                look(connection, one);
            }
        }
    }

    /// Looks at those of a connection now.
    ///
    /// @return as they are, or as they were where the provider does not say
    public List<InstalledHook> look(Live connection) {
        return kept.of(connection.id()).stream().map(one -> look(connection, one)).toList();
    }

    private InstalledHook look(Live connection, InstalledHook before) {
        var api = connection.line().api();
        var hooks = api == null ? null : api.hooks();
        var place = place(before);
        if (hooks == null || place == null) {
            return before;
        }
        try {
            return looked(connection, hooks, place, before);
        } catch (ApiFailure failed) {
            LOG.atWarn()
                    .addKeyValue("connection", before.connection())
                    .addKeyValue("target", before.target())
                    .addKeyValue("why", failed.getMessage())
                    .log("a webhook could not be looked at");
            return failed instanceof ApiFailure.Refused refused && before.expiresAt() != null
                    ? unrenewed(before, refused.diagnosis())
                    : before;
        }
    }

    private InstalledHook looked(
            Live connection, Hooks hooks, HookPlace place, InstalledHook before) {
        var now = clock.instant();
        var hook = hooks.look(place, before.hook());
        if (hook == null && hasEnded(before, now)) {
            return again(connection, hooks, place, before);
        }
        if (hook == null) {
            var gone = before.seen(State.MISSING, "It was removed at the provider.", null, now);
            return seen(before, gone, now.plus(EVERY));
        }
        var ends = hook.expiresAt();
        var ending = ends != null && ends.isBefore(now.plus(RENEW_BEFORE));
        var lasting = ending ? hooks.renew(place, hook) : hook;
        var state = lasting.active() ? State.ACTIVE : State.DISABLED;
        var after = before.seen(state, lasting.why(), lasting.expiresAt(), now);
        return seen(before, after, nextLook(lasting, now));
    }

    private static boolean hasEnded(InstalledHook before, Instant now) {
        var ends = before.expiresAt();
        return ends != null && !ends.isAfter(now);
    }

    /// It was to go on, and nobody was there to renew it.
    private InstalledHook again(
            Live connection, Hooks hooks, HookPlace place, InstalledHook before) {
        var hook = installer.again(connection, hooks, place);
        var now = clock.instant();
        var after = before.madeAnew(hook.id(), hook.expiresAt(), now);
        kept.put(after, nextLook(hook, now));
        told(after, "an installed webhook had ended and was made anew");
        return after;
    }

    /// One that ends by itself is known to do so whether or not the provider says so. Its end stays
    /// remembered, so that it is tried again tomorrow.
    private InstalledHook unrenewed(InstalledHook before, Diagnosis why) {
        var now = clock.instant();
        var ended = hasEnded(before, now);
        var after =
                before.seen(
                        ended ? State.MISSING : before.state(),
                        (ended
                                        ? "It ended because it was not renewed in time, and cannot be"
                                                + " made anew: "
                                        : "It cannot be renewed: ")
                                + why.what()
                                + " "
                                + why.advice(),
                        before.expiresAt(),
                        now);
        return seen(before, after, now.plus(EVERY));
    }

    private InstalledHook seen(InstalledHook before, InstalledHook after, Instant next) {
        kept.seen(after, next);
        if (before.state() != after.state()) {
            told(after, "an installed webhook has changed");
        }
        return after;
    }

    private void told(InstalledHook hook, String what) {
        LOG.atWarn()
                .addKeyValue("connection", hook.connection())
                .addKeyValue("target", hook.target())
                .addKeyValue("state", hook.state().word())
                .log(what);
        var alone = hook.scope().equals(HookPlace.Scope.REPOSITORY.word());
        suspicion.of(hook.connection(), alone ? hook.target() : null);
    }

    static @Nullable HookPlace place(InstalledHook hook) {
        return HookPlace.Scope.of(hook.scope())
                .map(scope -> new HookPlace(scope, hook.target()))
                .orElse(null);
    }
}
