package dev.turnaround.connection;

import dev.turnaround.settings.ConnectionText;
import dev.turnaround.settings.InvalidSettings;
import dev.turnaround.settings.Settings;
import dev.turnaround.store.KeptConnection;
import dev.turnaround.store.KeptConnections;
import dev.turnaround.vault.Unopenable;
import dev.turnaround.vault.Vault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the connections that were made here, sealed.
///
/// Call on a virtual thread; every call throws [Away][dev.turnaround.store.Away] when the database
/// is.
public final class Safe {
    private static final Logger LOG = LoggerFactory.getLogger(Safe.class);

    private final KeptConnections kept;
    private final Vault vault;
    private final ConnectionText text;
    private final InstantSource clock;

    /// A safe.
    public Safe(KeptConnections kept, Vault vault, ConnectionText text, InstantSource clock) {
        this.kept = kept;
        this.vault = vault;
        this.text = text;
        this.clock = clock;
    }

    /// A connection that is kept.
    public record Opened(
            Settings.Connection given, long version, Map<String, Instant> secretsSetAt) {
        /// Copies the map.
        public Opened {
            secretsSetAt = Map.copyOf(secretsSetAt);
        }
    }

    /// What is kept.
    ///
    /// @param opened what can be opened
    /// @param locked the ids of the others: sealed with a key that this process has not been given
    ///   yet, or has lost
    public record Contents(List<Opened> opened, Set<String> locked) {
        /// Nothing.
        public static final Contents NONE = new Contents(List.of(), Set.of());

        /// Copies both.
        public Contents {
            opened = List.copyOf(opened);
            locked = Set.copyOf(locked);
        }
    }

    /// All that is kept. What cannot be opened is logged: the others are none the worse for it.
    public Contents all() {
        var opened = new ArrayList<Opened>();
        var locked = new HashSet<String>();
        for (var one : kept.all()) {
            try {
                opened.add(
                        new Opened(
                                text.read(vault.open(one.sealed(), place(one.id()))),
                                one.version(),
                                one.secretsSetAt()));
            } catch (Unopenable | InvalidSettings unusable) {
                locked.add(one.id());
                LOG.atError()
                        .addKeyValue("connection", one.id())
                        .log("a connection cannot be opened with the keys there are");
            }
        }
        return new Contents(opened, locked);
    }

    /// Keeps a new one. Its versions begin with the time, so that they are not those of one before
    /// it that had its id.
    ///
    /// @return false when there is one of that id already
    boolean add(Settings.Connection made) {
        var now = clock.instant();
        var setAt = new HashMap<String, Instant>();
        Live.secretsOf(made).keySet().forEach(key -> setAt.put(key, now));
        return kept.add(sealed(made, setAt, now.toEpochMilli()), now);
    }

    /// Puts another in the place of one.
    ///
    /// @param moves whether it leads to another origin, where nothing was granted yet
    /// @return false when that is not there any more
    boolean replace(Live before, Settings.Connection changed, boolean moves) {
        var now = clock.instant();
        var old = Live.secretsOf(before.given());
        var setAt = new HashMap<String, Instant>();
        Live.secretsOf(changed)
                .forEach((key, secret) ->
                        setAt.put(
                                key,
                                secret.equals(old.get(key))
                                        ? before.secretsSetAt().getOrDefault(key, now)
                                        : now));
        var next = sealed(changed, setAt, before.version() + 1);
        return moves ? kept.move(next, now) : kept.replace(next, now);
    }

    /// Takes one away.
    ///
    /// @return false when it is not there
    boolean remove(String id) {
        return kept.remove(id);
    }

    /// Seals anew what was sealed with a key that is to go.
    ///
    /// @return how many there were
    public int reseal() {
        var resealed = 0;
        for (var one : kept.all()) {
            if (!vault.sealedWithTheNewest(one.sealed())) {
                var again = vault.seal(vault.open(one.sealed(), place(one.id())), place(one.id()));
                var next =
                        new KeptConnection(
                                one.id(),
                                one.provider(),
                                again,
                                one.secretsSetAt(),
                                one.version() + 1);
                resealed += kept.replace(next, clock.instant()) ? 1 : 0;
            }
        }
        return resealed;
    }

    private KeptConnection sealed(
            Settings.Connection given, Map<String, Instant> setAt, long version) {
        return new KeptConnection(
                given.id(),
                given.provider(),
                vault.seal(ConnectionText.write(given), place(given.id())),
                setAt,
                version);
    }

    private static String place(String id) {
        return "connection " + id;
    }
}
