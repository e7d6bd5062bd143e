package dev.turnaround.connection;

import dev.turnaround.model.Repository;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.provider.UnusableSecrets;
import dev.turnaround.receive.Connection;
import dev.turnaround.receive.Selection;
import dev.turnaround.settings.ConnectionText;
import dev.turnaround.settings.InvalidSettings;
import dev.turnaround.settings.Settings;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connections that work, and how they are made, changed and removed while the server runs.
///
/// Thread safety: reading never waits and is for any thread, event loops too. What changes
/// something waits for the database: call it on a virtual thread.
public final class Connections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final Opening opening;
    private final @Nullable Safe safe;
    private final ConnectionText text;
    private final BiFunction<String, Selection.Rule, Selection> selections;
    private final Runnable announce;
    private final List<Watcher> watchers = new ArrayList<>();
    private volatile Map<String, Live> live = Map.of();

    /// The connections of the configuration; [#reload] adds the others.
    ///
    /// @param safe keeps what is made here; null when nothing can be, for want of keys
    /// @param selections of a connection's id and what somebody wrote down
    /// @param announce tells the other processes that something has changed
    /// @throws UnusableSecrets when one cannot be opened
    /// @throws UnusableCredentials when one cannot be opened
    public Connections(
            List<Settings.Connection> ofFile,
            Opening opening,
            @Nullable Safe safe,
            ConnectionText text,
            BiFunction<String, Selection.Rule, Selection> selections,
            Runnable announce) {
        this.opening = opening;
        this.safe = safe;
        this.text = text;
        this.selections = selections;
        this.announce = announce;
        var opened = new LinkedHashMap<String, Live>();
        for (var given : ofFile) {
            opened.put(given.id(), open(given, Origin.FILE, 0, Map.of(), opened.size()));
        }
        live = Collections.unmodifiableMap(opened);
    }

    /// The connection of an id; null when there is none.
    public @Nullable Live get(String id) {
        return live.get(id);
    }

    /// All of them: those of the configuration in its order, then the others as they were made.
    public Collection<Live> all() {
        return live.values();
    }

    /// What the door needs of the connection of an id; null when there is none.
    public @Nullable Connection door(String id) {
        var one = live.get(id);
        return one == null ? null : one.door();
    }

    /// The word for the provider of a connection; `unknown` when there is none.
    public String providerOf(String id) {
        var one = live.get(id);
        return one == null ? "unknown" : one.provider();
    }

    /// How connections are opened.
    public Opening opening() {
        return opening;
    }

    /// Tells somebody of every connection, now and from now on.
    public synchronized void watch(Watcher watcher) {
        watchers.add(watcher);
        live.values().forEach(watcher::opened);
    }

    /// Takes up what was changed in the database.
    ///
    /// @throws dev.turnaround.store.Away when it is
    public synchronized void reload() {
        if (safe == null) {
            return;
        }
        var now = new LinkedHashMap<String, Live>();
        var contents = safe.all();
        live.forEach((id, one) -> {
            // While keys are replaced, one process after the other, what another has sealed anew
            // goes on as it was here.
            if (one.origin() == Origin.FILE || contents.locked().contains(id)) {
                now.put(id, one);
            }
        });
        var fresh = new ArrayList<Live>();
        for (var kept : contents.opened()) {
            var id = kept.given().id();
            var before = live.get(id);
            if (now.containsKey(id)) {
                LOG.atWarn()
                        .addKeyValue("connection", id)
                        .log("the configuration has a connection of this id; the made one rests");
            } else if (before != null && before.version() == kept.version()) {
                now.put(id, before);
            } else {
                opened(kept)
                        .ifPresent(one -> {
                            now.put(id, one);
                            fresh.add(one);
                        });
            }
        }
        swap(now, fresh);
    }

    private Optional<Live> opened(Safe.Opened kept) {
        try {
            return Optional.of(
                    open(kept.given(), Origin.MADE, kept.version(), kept.secretsSetAt(), 0));
        } catch (UnusableCredentials | UnusableSecrets unusable) {
            LOG.atError()
                    .addKeyValue("connection", kept.given().id())
                    .addKeyValue("expected", unusable.getMessage())
                    .log("a connection cannot be used");
            return Optional.empty();
        }
    }

    private void swap(Map<String, Live> now, List<Live> fresh) {
        var gone = live.values().stream().filter(one -> !goesOn(one, now)).toList();
        live = Collections.unmodifiableMap(now);
        for (var one : gone) {
            watchers.forEach(watcher -> watcher.closed(one));
            close(one);
        }
        for (var one : fresh) {
            watchers.forEach(watcher -> watcher.opened(one));
        }
    }

    private static boolean goesOn(Live one, Map<String, Live> now) {
        var next = now.get(one.id());
        return next != null && next.origin() == one.origin() && next.version() == one.version();
    }

    /// Makes a connection.
    ///
    /// @param json with the keys of the configuration
    /// @throws Refusal when it cannot be
    /// @throws dev.turnaround.store.Away when the database is
    public Live add(String json) {
        var given = read(json);
        var safe = safe();
        if (live.containsKey(given.id()) || !safe.add(given)) {
            throw Refusal.conflict("there is a connection " + given.id() + " already");
        }
        return taken(given.id());
    }

    /// Changes a connection that was made here.
    ///
    /// @param change gets it as JSON with the keys of the configuration, secrets and all, and gives
    ///   what it shall be
    /// @throws Refusal when it cannot be
    /// @throws dev.turnaround.store.Away when the database is
    public Live change(String id, UnaryOperator<String> change) {
        return change(id, change, null);
    }

    /// The same with credentials. Where it leads to another origin, all of them must be among
    /// these; what the provider granted is forgotten.
    ///
    /// @param auth those that were given with the change; null for none
    /// @throws Refusal when it cannot be
    /// @throws dev.turnaround.store.Away when the database is
    public Live change(String id, UnaryOperator<String> change, @Nullable JsonObject auth) {
        var before = made(id);
        var given = read(change.apply(ConnectionText.write(before.given())));
        if (!given.id().equals(id) || !given.provider().equals(before.provider())) {
            throw Refusal.conflict("id and provider of a connection stay what they are");
        }
        var moves = Move.isOne(before.given(), given, opening.provider(given));
        if (moves) {
            Move.check(given, auth);
        }
        if (!safe().replace(before, given, moves)) {
            reload();
            throw Refusal.conflict("somebody else has changed it at the same time; look again");
        }
        return taken(id);
    }

    /// Selects one more repository or project of a connection that was made here.
    ///
    /// @param repository with its identity; with an empty one where nobody can tell it yet
    /// @throws Refusal when it cannot be
    /// @throws dev.turnaround.store.Away when the database is
    public Live select(String id, Repository repository) {
        var before = selectable(id);
        var selection = before.door().selection();
        if (selection.wants(repository)) {
            return before;
        }
        var name = repository.name().value();
        var now =
                chosen(
                        before,
                        repository,
                        Choice.with(
                                before.given(), name, word -> selection.means(word, repository)));
        if (!now.door().selection().wants(repository)) {
            throw Refusal.conflict(
                    "the connection takes the repositories of its `owners` alone; add the owner of "
                            + name);
        }
        return now;
    }

    /// Leaves out one repository or project of a connection that was made here.
    ///
    /// @throws Refusal when it cannot be
    /// @throws dev.turnaround.store.Away when the database is
    public Live unselect(String id, Repository repository) {
        var before = selectable(id);
        var selection = before.door().selection();
        if (!selection.wants(repository)) {
            return before;
        }
        return chosen(
                before,
                repository,
                Choice.without(
                        before.given(),
                        repository.name().value(),
                        word -> selection.means(word, repository)));
    }

    private Live chosen(Live before, Repository repository, Settings.Connection next) {
        if (!repository.id().isEmpty()) {
            before.door().selection().bind(repository.name().value(), repository).await();
        }
        return change(before.id(), _ -> ConnectionText.write(next));
    }

    /// Refuses where nothing can be selected here.
    ///
    /// @throws Refusal saying where it can be
    public void checkSelectable(String id) {
        selectable(id);
    }

    private Live selectable(String id) {
        var one = live.get(id);
        if (one != null && one.origin() == Origin.FILE) {
            throw Refusal.conflict(
                    "the connection stands in the configuration file, and so does what is selected: change `repositories`, `projects` or `except` of "
                            + id
                            + " there");
        }
        return made(id);
    }

    /// Takes a connection away that was made here.
    ///
    /// @throws Refusal when it cannot be
    /// @throws dev.turnaround.store.Away when the database is
    public void remove(String id) {
        made(id);
        safe().remove(id);
        reload();
        announce.run();
    }

    private Live taken(String id) {
        reload();
        announce.run();
        var one = live.get(id);
        if (one == null) {
            throw Refusal.conflict("it was removed at the same time");
        }
        return one;
    }

    private Live made(String id) {
        var one = live.get(id);
        if (one == null) {
            throw Refusal.unknown();
        }
        if (one.origin() == Origin.FILE) {
            throw Refusal.conflict("it stands in the configuration file; change it there");
        }
        return one;
    }

    private Safe safe() {
        if (safe == null) {
            throw Refusal.conflict(
                    "connections cannot be kept here: no keyset is set (secrets.keyset)");
        }
        return safe;
    }

    /// Understands a connection, and tries whether it could be opened.
    private Settings.Connection read(String json) {
        try {
            var given = text.read(json);
            close(open(given, Origin.MADE, 0, Map.of(), 0));
            return given;
        } catch (InvalidSettings invalid) {
            throw Refusal.wrong(
                    invalid.problems().stream()
                            .map(one -> new Refusal.Fault(one.key(), one.expected()))
                            .toList());
        } catch (UnusableCredentials unusable) {
            throw Refusal.wrong(
                    List.of(new Refusal.Fault("auth", String.valueOf(unusable.getMessage()))));
        } catch (UnusableSecrets unusable) {
            throw Refusal.wrong(
                    List.of(
                            new Refusal.Fault(
                                    ConnectionText.inside(unusable.key()), unusable.expected())));
        }
    }

    private Live open(
            Settings.Connection given,
            Origin origin,
            long version,
            Map<String, Instant> setAt,
            int index) {
        var provider = opening.provider(given);
        var door =
                new Connection(
                        given.id(),
                        provider.name(),
                        provider.contentTypes(),
                        provider.webhooks(given.id(), ConnectionSecrets.of(index, given, provider)),
                        selections.apply(given.id(), rule(given, provider)),
                        given.fetch());
        return new Live(given, origin, version, setAt, door, opening.line(given));
    }

    private static Selection.Rule rule(Settings.Connection given, Provider provider) {
        return new Selection.Rule(
                Live.selected(given),
                Live.owners(given),
                Live.except(given),
                provider.namesAreExactInCase());
    }

    private static void close(Live one) {
        var api = one.line().api();
        if (api != null) {
            api.close();
        }
    }

    /// Closes the APIs of all.
    @Override
    public synchronized void close() {
        live.values().forEach(Connections::close);
    }
}
