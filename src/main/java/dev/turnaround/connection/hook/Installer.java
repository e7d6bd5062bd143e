package dev.turnaround.connection.hook;

import dev.turnaround.connection.Connections;
import dev.turnaround.connection.Live;
import dev.turnaround.connection.Origin;
import dev.turnaround.connection.Refusal;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Hook;
import dev.turnaround.provider.HookGuide;
import dev.turnaround.provider.HookOrder;
import dev.turnaround.provider.HookPlace;
import dev.turnaround.provider.Hooks;
import dev.turnaround.store.InstalledHook;
import dev.turnaround.store.InstalledHooks;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Installs webhooks at providers, when somebody asks for it.
///
/// Call on a virtual thread. Every call may throw [ApiFailure] other than `Refused`, and
/// [Away][dev.turnaround.store.Away].
public final class Installer {
    private static final Logger LOG = LoggerFactory.getLogger(Installer.class);

    private static final Diagnosis NO_CREDENTIALS =
            new Diagnosis(
                    "no_credentials",
                    "The connection has no credentials, so nothing can be installed.",
                    "Give its auth, or make the webhook by hand.");

    private static final Diagnosis NO_HOOKS =
            new Diagnosis(
                    "hooks_not_supported",
                    "Webhooks cannot be installed by this provider's API.",
                    "Make it by hand.");

    private final Connections connections;
    private final InstalledHooks kept;
    private final Function<String, URI> urls;
    private final InstantSource clock;

    /// An installer.
    ///
    /// @param urls where the webhooks of a connection are to be posted, by its id
    public Installer(
            Connections connections,
            InstalledHooks kept,
            Function<String, URI> urls,
            InstantSource clock) {
        this.connections = connections;
        this.kept = kept;
        this.urls = urls;
        this.clock = clock;
    }

    /// What came of it.
    public sealed interface Outcome {
        /// It is there.
        record Installed(InstalledHook hook) implements Outcome {}

        /// It has to be made by hand; nothing was changed.
        record ByHand(Diagnosis why) implements Outcome {}
    }

    /// How one is made by hand.
    public HookGuide guide(Live connection) {
        return connections.opening().provider(connection.given()).hookGuide();
    }

    /// Installs one, or sets one right that is there already. One at a time, so that two who ask at
    /// once do not get two.
    public synchronized Outcome install(Live connection, HookPlace place) {
        var api = connection.line().api();
        if (api == null) {
            return new Outcome.ByHand(NO_CREDENTIALS);
        }
        var hooks = api.hooks();
        if (hooks == null) {
            return new Outcome.ByHand(NO_HOOKS);
        }
        var unasked = connections.opening().keepsFromHooks(connection.given(), place);
        if (unasked != null) {
            return new Outcome.ByHand(unasked);
        }
        var secrets = newest(connection);
        var fresh = fresh(connection, secrets);
        secrets.putAll(fresh);
        var order = new HookOrder(place, urls.apply(connection.id()), secrets, true);
        var known = known(connection.id(), place);
        var began = clock.instant();
        Hook made;
        try {
            made = put(hooks, order, known);
        } catch (ApiFailure.Refused refused) {
            return new Outcome.ByHand(refused.diagnosis());
        }
        var installed = installed(connection, place, made, known, began);
        kept.put(installed, Rounds.nextLook(made, clock.instant()));
        adopt(connection, fresh);
        return new Outcome.Installed(installed);
    }

    /// Makes one anew that has ended by itself.
    synchronized Hook again(Live connection, Hooks hooks, HookPlace place) {
        return hooks.install(
                new HookOrder(place, urls.apply(connection.id()), newest(connection), true));
    }

    private static Hook put(Hooks hooks, HookOrder order, @Nullable InstalledHook known) {
        // Ours may post to an address that this server had before.
        return known == null || hooks.look(order.place(), known.hook()) == null
                ? hooks.install(order)
                : hooks.update(known.hook(), order);
    }

    private InstalledHook installed(
            Live connection,
            HookPlace place,
            Hook made,
            @Nullable InstalledHook known,
            Instant began) {
        var now = clock.instant();
        return new InstalledHook(
                connection.id(),
                place.scope().word(),
                place.target(),
                made.id(),
                made.active() ? InstalledHook.State.ACTIVE : InstalledHook.State.DISABLED,
                made.why(),
                made.expiresAt(),
                known == null ? now : known.installedAt(),
                now,
                began);
    }

    /// The secrets that a webhook is given.
    Map<String, String> newest(Live connection) {
        var provider = connections.opening().provider(connection.given());
        var kinds = provider.freshHookSecrets().keySet();
        var newest = new LinkedHashMap<String, String>();
        SecretSets.of(connection)
                .forEach((kind, secrets) -> {
                    if (kinds.contains(kind)) {
                        newest.put(kind, secrets.getFirst());
                    }
                });
        return newest;
    }

    /// New secrets of the kinds that a webhook can have and the connection has not.
    private Map<String, String> fresh(Live connection, Map<String, String> there) {
        var fresh = new LinkedHashMap<String, String>();
        if (connection.origin() == Origin.MADE && !there.isEmpty()) {
            var provider = connections.opening().provider(connection.given());
            provider.freshHookSecrets()
                    .forEach((kind, secret) -> {
                        if (!there.containsKey(kind)) {
                            fresh.put(kind, secret);
                        }
                    });
        }
        return fresh;
    }

    /// Afterwards, and not before: a kind that the connection has no secret of is not looked at, so
    /// that until then what it had proves the deliveries.
    private void adopt(Live connection, Map<String, String> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        var sets = new LinkedHashMap<String, List<String>>();
        fresh.forEach((kind, secret) -> sets.put(kind, List.of(secret)));
        try {
            connections.change(connection.id(), before -> SecretSets.with(before, sets));
        } catch (Refusal refused) {
            LOG.atWarn()
                    .addKeyValue("connection", connection.id())
                    .log("the webhook has a secret more than the connection; install it again");
        }
    }

    private @Nullable InstalledHook known(String connection, HookPlace place) {
        return kept.of(connection).stream()
                .filter(one -> one.scope().equals(place.scope().word()))
                .filter(one -> one.target().equals(place.target()))
                .findFirst()
                .orElse(null);
    }

    /// Takes one away that was installed here.
    ///
    /// @return false when none was installed there
    /// @throws ApiFailure also when it is refused; it is known as before then
    public synchronized boolean remove(Live connection, HookPlace place) {
        var known = known(connection.id(), place);
        if (known == null) {
            return false;
        }
        var api = connection.line().api();
        var hooks = api == null ? null : api.hooks();
        if (hooks == null) {
            throw new ApiFailure.Refused(NO_CREDENTIALS);
        }
        hooks.remove(place, known.hook());
        kept.remove(known);
        return true;
    }
}
