package dev.turnaround.api;

import dev.turnaround.connection.Connections;
import dev.turnaround.connection.Live;
import dev.turnaround.connection.Refusal;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.store.Audit;
import dev.turnaround.store.Away;
import dev.turnaround.store.Bonds;
import dev.turnaround.store.Erasable;
import dev.turnaround.store.SyncJournal;
import dev.turnaround.store.SyncReason;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Answers the calls that select one more repository or project of a connection, and that leave one
/// out.
final class SelectionCalls {
    private final Connections connections;
    private final Bonds bonds;
    private final Erasable erasable;
    private final Runnable erase;
    private final SyncJournal journal;
    private final SyncRequests requests;
    private final Audit audit;
    private final Waiting waiting;
    private final InstantSource clock;

    /// @param erase called when there is something to erase
    SelectionCalls(
            Connections connections,
            Bonds bonds,
            Erasable erasable,
            Runnable erase,
            SyncJournal journal,
            SyncRequests requests,
            Audit audit,
            Waiting waiting,
            InstantSource clock) {
        this.connections = connections;
        this.bonds = bonds;
        this.erasable = erasable;
        this.erase = erase;
        this.journal = journal;
        this.requests = requests;
        this.audit = audit;
        this.waiting = waiting;
        this.clock = clock;
    }

    /// Selects one more, and reads it at once.
    void add(RoutingContext context) {
        var parameters = Parameters.of(context);
        var connection = parameters.bodyText("connection");
        var name = parameters.bodyTextOrNull("name");
        var id = parameters.bodyTextOrNull("id");
        if ((name == null) == (id == null)) {
            throw new Parameters.Unusable("name", "either `name` or `id`");
        }
        if (Named.in(context, connections, connection) == null) {
            return;
        }
        var caller = Caller.of(context);
        waiting.on(() -> selected(connection, name, id))
                .compose(selected ->
                        audit.record(
                                        caller.did(
                                                clock.instant(),
                                                "repository.selected",
                                                word(connection, selected.repository()),
                                                selected.repository().name().value()))
                                .map(selected))
                .onSuccess(selected -> {
                    context.response().setStatusCode(201);
                    Answer.json(context, json(connection, selected));
                })
                .onFailure(failed -> refuse(context, failed));
    }

    /// A repository that is selected now.
    ///
    /// @param repository with an empty identity while nobody can tell it
    /// @param syncs the runs that read it
    private record Selected(Repository repository, List<UUID> syncs) {}

    private Selected selected(String connection, @Nullable String name, @Nullable String id) {
        var live = connections.get(connection);
        if (live == null) {
            throw Refusal.unknown();
        }
        connections.checkSelectable(connection);
        var repository = find(live, name, id);
        if (!erasable.makeWay(connection, repository.id())) {
            throw Refusal.conflict(
                    "what was stored of it is being erased; select it again when that is done");
        }
        var now = connections.select(connection, repository);
        if (repository.id().isEmpty()) {
            return new Selected(repository, List.of());
        }
        bonds.know(connection, repository.id(), repository.name().value(), repository.name().at());
        return new Selected(
                repository,
                now.line().api() == null
                        ? List.of()
                        : requests.ask(connection, repository.id(), null, SyncReason.CONNECTED));
    }

    /// The repository as the provider shows it; without credentials as it is stored, or by its name
    /// alone.
    private Repository find(Live live, @Nullable String name, @Nullable String id) {
        Predicate<Repository> isIt =
                one -> id == null ? one.name().value().equalsIgnoreCase(name) : one.id().equals(id);
        var api = live.line().api();
        if (api == null) {
            return stored(live.id())
                    .filter(isIt)
                    .findFirst()
                    .or(() -> named(name))
                    .orElseThrow(SelectionCalls::unseen);
        }
        @Nullable String cursor = null;
        do {
            var page = api.repositories(cursor);
            var found = page.items().stream().filter(isIt).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            cursor = page.next();
        } while (cursor != null);
        throw unseen();
    }

    private Stream<Repository> stored(String connection) {
        return bonds.known(connection, clock.instant()).stream();
    }

    private Optional<Repository> named(@Nullable String name) {
        return Optional.ofNullable(name)
                .map(given -> new Repository("", new Stamped<>(given, clock.instant())));
    }

    private static Refusal unseen() {
        return Refusal.unknown("the credentials see no such repository or project");
    }

    /// Leaves one out. What is stored of it stays and can be read, or goes.
    void remove(RoutingContext context) {
        var id = RepositoryCalls.id(context);
        if (id == null) {
            return;
        }
        var erases = RepositoryData.isToGo(context);
        var caller = Caller.of(context);
        waiting.on(() -> removed(id, erases))
                .compose(name ->
                        audit.record(
                                caller.did(
                                        clock.instant(),
                                        "repository.removed",
                                        id.connection() + ":" + id.id(),
                                        name + (erases ? ", data deleted" : ", data kept"))))
                .onSuccess(_ -> context.response().setStatusCode(erases ? 202 : 204).end())
                .onFailure(failed -> refuse(context, failed));
    }

    private String removed(RepositoryId id, boolean erases) {
        var repository =
                stored(id.connection())
                        .filter(one -> one.id().equals(id.id()))
                        .findFirst()
                        .orElseThrow(() -> Refusal.unknown("no such repository"));
        var live = connections.get(id.connection());
        if (live != null && live.wants(repository)) {
            connections.unselect(id.connection(), repository);
        }
        journal.dropAll(id.connection(), id.id(), clock.instant());
        if (erases) {
            erasable.ask(id.connection(), id.id(), clock.instant());
            erase.run();
        }
        return repository.name().value();
    }

    private static Map<String, @Nullable Object> json(String connection, Selected selected) {
        var repository = selected.repository();
        var known = !repository.id().isEmpty();
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", known ? connection + ":" + repository.id() : null);
        json.put("connection", connection);
        json.put("repository", repository.name().value());
        json.put("repositoryId", known ? repository.id() : null);
        json.put("syncs", selected.syncs());
        return json;
    }

    private static String word(String connection, Repository repository) {
        return connection + ":" + repository.id();
    }

    private static void refuse(RoutingContext context, Throwable failed) {
        if (failed instanceof Refusal || failed instanceof Away) {
            ConnectionChanges.refuse(context, failed);
        } else {
            ProviderProblem.send(context, failed);
        }
    }
}
