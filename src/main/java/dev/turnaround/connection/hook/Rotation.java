package dev.turnaround.connection.hook;

import dev.turnaround.connection.Connections;
import dev.turnaround.connection.Live;
import dev.turnaround.connection.Origin;
import dev.turnaround.connection.Refusal;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.HookOrder;
import dev.turnaround.store.InstalledHook;
import dev.turnaround.store.InstalledHooks;
import dev.turnaround.store.SecretRotation;
import dev.turnaround.store.SecretRotations;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Replaces the webhook secrets of a connection so that no delivery is lost: the new ones count
/// beside the old ones first, then the providers' webhooks are given them, and at last the old ones
/// go.
///
/// Where it stands is in the database, and each step may be taken again, so that any process goes
/// on with it after any interruption.
///
/// Call on a virtual thread; every call throws [Away][dev.turnaround.store.Away] when the database
/// is.
public final class Rotation {
    private static final Logger LOG = LoggerFactory.getLogger(Rotation.class);

    /// So long after the providers have the new secret the old one still counts: for deliveries
    /// that are on their way or tried again, and for whoever sets a webhook right by hand.
    public static final Duration GRACE = Duration.ofHours(24);

    /// So long the providers are not told: by then every process has heard of the new secret, also
    /// one that missed the notification.
    public static final Duration SETTLING = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Connections connections;
    private final InstalledHooks kept;
    private final SecretRotations rotations;
    private final Function<String, URI> urls;
    private final Installer installer;
    private final InstantSource clock;
    private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();

    /// Rotations.
    ///
    /// @param urls where the webhooks of a connection are to be posted, by its id
    public Rotation(
            Connections connections,
            InstalledHooks kept,
            SecretRotations rotations,
            Function<String, URI> urls,
            Installer installer,
            InstantSource clock) {
        this.connections = connections;
        this.kept = kept;
        this.rotations = rotations;
        this.urls = urls;
        this.installer = installer;
        this.clock = clock;
    }

    /// Begins: from now on the new secrets count beside the old ones.
    ///
    /// @return the new ones by kind
    /// @throws Refusal when it cannot be
    public Map<String, String> begin(Live connection) {
        if (connection.origin() == Origin.FILE) {
            throw Refusal.conflict("it stands in the configuration file; change its secrets there");
        }
        var sets = SecretSets.of(connection);
        var fresh = new LinkedHashMap<String, String>();
        var provider = connections.opening().provider(connection.given());
        provider.freshHookSecrets()
                .forEach((kind, secret) -> {
                    if (sets.containsKey(kind)) {
                        fresh.put(kind, secret);
                    }
                });
        if (fresh.isEmpty()) {
            throw Refusal.conflict("it has no webhook secret that could be made up here");
        }
        if (fresh.keySet().stream()
                .anyMatch(kind -> sets.getOrDefault(kind, List.of()).size() > 1)) {
            throw Refusal.conflict("two secrets count already; wait until the old one has gone");
        }
        // Before the secrets, so that whatever happens somebody lets the old ones go.
        if (!rotations.begin(connection.id(), clock.instant())) {
            throw Refusal.conflict("its secrets are being replaced already");
        }
        var both = new LinkedHashMap<String, List<String>>();
        fresh.forEach((kind, secret) ->
                both.put(kind, List.of(secret, sets.getOrDefault(kind, List.of()).getFirst())));
        try {
            connections.change(connection.id(), before -> SecretSets.with(before, both));
        } catch (Refusal refused) {
            rotations.end(connection.id());
            throw refused;
        }
        return fresh;
    }

    /// Takes the steps that are due, of all connections.
    public void run() {
        for (var one : rotations.all()) {
            var connection = connections.get(one.connection());
            if (connection == null) {
                // Removed, or another process has made it and this one has not heard.
                continue;
            }
            var dropAt = one.dropAt();
            if (dropAt == null) {
                handOver(connection, one);
            } else if (!clock.instant().isBefore(dropAt)) {
                drop(connection);
            }
        }
    }

    private void handOver(Live connection, SecretRotation rotation) {
        var now = clock.instant();
        if (now.isBefore(rotation.beganAt().plus(SETTLING))
                || now.isBefore(notBefore.getOrDefault(connection.id(), Instant.MIN))) {
            return;
        }
        var all = true;
        for (var hook : kept.of(connection.id())) {
            // At the same moment counts as before: to be given it twice does no harm.
            var due = !hook.secretAt().isAfter(rotation.beganAt());
            all &= !due || hook.state() == InstalledHook.State.MISSING || given(connection, hook);
        }
        if (all) {
            notBefore.remove(connection.id());
            rotations.dropAt(connection.id(), clock.instant().plus(GRACE));
        } else {
            notBefore.put(connection.id(), now.plus(PAUSE));
        }
    }

    private boolean given(Live connection, InstalledHook hook) {
        var api = connection.line().api();
        var hooks = api == null ? null : api.hooks();
        var place = Rounds.place(hook);
        if (hooks == null || place == null) {
            return false;
        }
        try {
            var there = hooks.look(place, hook.hook());
            if (there != null) {
                var order =
                        new HookOrder(
                                place,
                                urls.apply(connection.id()),
                                installer.newest(connection),
                                there.active());
                var after = hooks.update(hook.hook(), order);
                if (!after.id().equals(hook.hook())) {
                    // This provider changes none; and its address was not the one it has now.
                    var now = clock.instant();
                    kept.put(
                            hook.madeAnew(after.id(), after.expiresAt(), now),
                            Rounds.nextLook(after, now));
                    return true;
                }
            }
            kept.given(hook.given(clock.instant()));
            return true;
        } catch (ApiFailure failed) {
            LOG.atWarn()
                    .addKeyValue("connection", connection.id())
                    .addKeyValue("target", hook.target())
                    .addKeyValue("why", failed.getMessage())
                    .log("a webhook could not be given its new secret; it is tried again");
            return false;
        }
    }

    private void drop(Live connection) {
        var newest = new LinkedHashMap<String, List<String>>();
        installer.newest(connection).forEach((kind, secret) -> newest.put(kind, List.of(secret)));
        try {
            connections.change(connection.id(), before -> SecretSets.with(before, newest));
            rotations.end(connection.id());
        } catch (Refusal conflict) {
            LOG.atInfo()
                    .addKeyValue("connection", connection.id())
                    .log("it was changed at the same time; its old secret goes a little later");
        }
    }
}
