package dev.turnaround.api;

import dev.turnaround.connection.Connections;
import dev.turnaround.contract.Problem;
import dev.turnaround.contract.SyncJson;
import dev.turnaround.store.Audit;
import dev.turnaround.store.SyncReason;
import dev.turnaround.store.SyncRun;
import dev.turnaround.store.SyncState;
import dev.turnaround.store.Syncs;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Answers the calls about runs of reconciliation.
final class SyncCalls {
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "connection",
                    "repository",
                    "repositoryId",
                    "reason",
                    "state",
                    "since",
                    "requestedAt",
                    "startedAt",
                    "endedAt",
                    "processed",
                    "ingested",
                    "skipped",
                    "failed",
                    "facts",
                    "backfilled",
                    "error.code");
    private static final List<String> LOG_COLUMNS = List.of("ordinal", "at", "level", "text");

    private final Connections connections;
    private final Syncs syncs;
    private final SyncRequests requests;
    private final Waiting waiting;
    private final Audit audit;
    private final InstantSource clock;

    SyncCalls(
            Connections connections,
            Syncs syncs,
            SyncRequests requests,
            Waiting waiting,
            Audit audit,
            InstantSource clock) {
        this.connections = connections;
        this.syncs = syncs;
        this.requests = requests;
        this.waiting = waiting;
        this.audit = audit;
        this.clock = clock;
    }

    /// Starts one of a repository.
    void start(RoutingContext context) {
        var id = RepositoryCalls.id(context);
        if (id == null || !canBeRead(context, id.connection())) {
            return;
        }
        ask(id, Parameters.of(context).bodyInstant("since"), SyncReason.DEMAND)
                .compose(run -> noted(context, "sync.started", run))
                .onSuccess(run ->
                        run.ifPresentOrElse(
                                one -> accepted(context, SyncJson.of(one)),
                                () -> RepositoryCalls.notFound(context)))
                .onFailure(failed -> ProviderProblem.send(context, failed));
    }

    /// Starts those of a connection: all, or the one that the body names.
    void startAll(RoutingContext context) {
        var parameters = Parameters.of(context);
        var connection = parameters.path("id");
        if (!canBeRead(context, connection)) {
            return;
        }
        var repository = parameters.bodyTextOrNull("repository");
        var since = parameters.bodyInstant("since");
        waiting.on(() -> requests.ask(connection, repository, since, SyncReason.DEMAND))
                .compose(this::runs)
                .compose(runs -> noted(context, connection, runs))
                .onSuccess(runs -> {
                    if (runs.isEmpty() && repository != null) {
                        RepositoryCalls.notFound(context);
                    } else {
                        var items = runs.stream().map(SyncJson::of).toList();
                        accepted(context, Map.of("items", items));
                    }
                })
                .onFailure(failed -> ProviderProblem.send(context, failed));
    }

    /// The runs of a repository, the youngest first.
    void history(RoutingContext context) {
        var id = RepositoryCalls.id(context);
        if (id == null) {
            return;
        }
        var parameters = Parameters.of(context);
        var limit = parameters.limit();
        before(parameters)
                .compose(before -> syncs.history(id.connection(), id.id(), before, limit + 1))
                .onSuccess(found -> {
                    var page = found.subList(0, Math.min(limit, found.size()));
                    var next =
                            found.size() > limit
                                    ? Cursor.write(List.of(page.getLast().id().toString()))
                                    : null;
                    Answer.page(context, page.stream().map(SyncJson::of).toList(), next, COLUMNS);
                })
                .onFailure(context::fail);
    }

    void one(RoutingContext context) {
        found(context, run -> Answer.json(context, SyncJson.of(run)));
    }

    void log(RoutingContext context) {
        var parameters = Parameters.of(context);
        var limit = parameters.limit();
        var cursor = parameters.cursor(1);
        var after = cursor == null ? 0 : Long.parseLong(cursor.getFirst());
        found(
                context,
                run ->
                        syncs.log(run.id(), after, limit + 1)
                                .onSuccess(found -> {
                                    var page = found.subList(0, Math.min(limit, found.size()));
                                    var next =
                                            found.size() > limit
                                                    ? Cursor.write(
                                                            List.of(
                                                                    Long.toString(
                                                                            page.getLast()
                                                                                    .ordinal())))
                                                    : null;
                                    Answer.page(
                                            context,
                                            page.stream().map(SyncJson::of).toList(),
                                            next,
                                            LOG_COLUMNS);
                                })
                                .onFailure(context::fail));
    }

    /// Lets one end. Whether it was over already does not matter to who wants it to be.
    void cancel(RoutingContext context) {
        found(
                context,
                run ->
                        syncs.askCancel(run.id(), clock.instant())
                                .compose(_ -> syncs.run(run.id()))
                                .compose(now ->
                                        noted(
                                                context,
                                                "sync.cancelled",
                                                Optional.of(now.orElse(run))))
                                .onSuccess(now -> accepted(context, SyncJson.of(now.orElse(run))))
                                .onFailure(context::fail));
    }

    /// Reads what failed once more, and that alone.
    void retry(RoutingContext context) {
        found(
                context,
                run -> {
                    if (run.state() != SyncState.PARTIAL) {
                        Problem.send(
                                context.request(),
                                409,
                                "it is %s: only of one that is partial can the failed part be read again; start a new one"
                                        .formatted(run.state().word()));
                        return;
                    }
                    if (!canBeRead(context, run.connection())) {
                        return;
                    }
                    ask(
                                    new RepositoryId(run.connection(), run.repository()),
                                    null,
                                    SyncReason.RETRY)
                            .compose(again -> noted(context, "sync.retried", again))
                            .onSuccess(again ->
                                    again.ifPresentOrElse(
                                            one -> accepted(context, SyncJson.of(one)),
                                            () -> RepositoryCalls.notFound(context)))
                            .onFailure(failed -> ProviderProblem.send(context, failed));
                });
    }

    private Future<Optional<SyncRun>> ask(
            RepositoryId id, @Nullable Instant since, SyncReason reason) {
        return waiting.on(() -> requests.ask(id.connection(), id.id(), since, reason))
                .compose(this::runs)
                .map(runs -> runs.stream().findFirst());
    }

    private Future<List<SyncRun>> runs(List<UUID> ids) {
        var runs = ids.stream().map(syncs::run).toList();
        return Future.all(runs)
                .map(_ -> runs.stream().flatMap(one -> one.result().stream()).toList());
    }

    /// The run stands in the database by now, whose own history tells of it too; this says who
    /// asked.
    private Future<Optional<SyncRun>> noted(
            RoutingContext context, String act, Optional<SyncRun> run) {
        return run.isEmpty()
                ? Future.succeededFuture(run)
                : audit.record(
                                Caller.of(context)
                                        .did(
                                                clock.instant(),
                                                act,
                                                run.get().id().toString(),
                                                run.get().connection()
                                                        + " "
                                                        + run.get().repositoryName()))
                        .map(run);
    }

    private Future<List<SyncRun>> noted(
            RoutingContext context, String connection, List<SyncRun> runs) {
        var repositories =
                runs.size() == 1 ? runs.getFirst().repositoryName() : runs.size() + " repositories";
        return audit.record(
                        Caller.of(context)
                                .did(clock.instant(), "sync.started", connection, repositories))
                .map(runs);
    }

    private boolean canBeRead(RoutingContext context, String connection) {
        var one = Named.in(context, connections, connection);
        if (one == null) {
            return false;
        }
        if (one.line().api() == null) {
            Problem.send(
                    context.request(),
                    409,
                    "the connection has no API credentials, so there is nothing to read from; give its auth");
            return false;
        }
        return true;
    }

    private static void accepted(RoutingContext context, Map<String, ?> json) {
        context.response().setStatusCode(202);
        Answer.json(context, json);
    }

    private Future<@Nullable SyncRun> before(Parameters parameters) {
        var cursor = parameters.cursor(1);
        return cursor == null
                ? Future.succeededFuture()
                : syncs.run(UUID.fromString(cursor.getFirst())).map(run -> run.orElse(null));
    }

    /// What is done with a run that is there.
    @FunctionalInterface
    private interface Use {
        void of(SyncRun run);
    }

    private void found(RoutingContext context, Use use) {
        UUID id;
        try {
            id = UUID.fromString(Parameters.of(context).path("id"));
        } catch (IllegalArgumentException none) {
            notFound(context);
            return;
        }
        syncs.run(id)
                .onSuccess(run -> run.ifPresentOrElse(use::of, () -> notFound(context)))
                .onFailure(context::fail);
    }

    private static void notFound(RoutingContext context) {
        Problem.send(context.request(), 404, "no such sync");
    }
}
