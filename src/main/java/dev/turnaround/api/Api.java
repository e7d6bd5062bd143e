package dev.turnaround.api;

import dev.turnaround.check.Checkup;
import dev.turnaround.contract.Problem;
import dev.turnaround.store.Directories;
import dev.turnaround.store.IssueReading;
import dev.turnaround.store.LeftOut;
import dev.turnaround.store.PeopleActs;
import dev.turnaround.store.PeopleReading;
import dev.turnaround.store.Readers;
import dev.turnaround.store.Reading;
import dev.turnaround.store.RepositoryHealths;
import dev.turnaround.store.StreamLog;
import dev.turnaround.store.Syncs;
import dev.turnaround.store.WebhookSights;
import dev.turnaround.stream.Hub;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.ValidatorException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls of the contract.
public final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);

    private final Vertx vertx;
    private final Doorkeeper doorkeeper;
    private final Reading reading;
    private final PullRequestCalls pullRequests;
    private final IssueCalls issues;
    private final DeliveryCalls deliveries;
    private final StreamCalls stream;
    private final ConnectionCalls connections;
    private final RepositoryCalls repositories;
    private final SyncCalls syncs;
    private final PeopleCalls people;
    private final PrometheusMeterRegistry metrics;
    private final Contract contract = Contract.fromClassPath();

    /// The calls.
    ///
    /// @param peopleMoved called after more became known of accounts
    /// @param connected the connections by id
    /// @param requests takes requests for runs of reconciliation
    public Api(
            Vertx vertx,
            Doorkeeper doorkeeper,
            Reading reading,
            IssueReading issueReading,
            StreamLog log,
            Hub hub,
            Directories directories,
            Runnable peopleMoved,
            Map<String, Connected> connected,
            Readers readers,
            SyncRequests requests,
            PrometheusMeterRegistry metrics,
            InstantSource clock) {
        this.vertx = vertx;
        this.doorkeeper = doorkeeper;
        this.reading = reading;
        var providers = providers(connected);
        this.pullRequests = new PullRequestCalls(reading, directories, providers, clock);
        this.issues = new IssueCalls(issueReading, directories, providers, clock);
        this.deliveries = new DeliveryCalls(reading, providers);
        this.stream = new StreamCalls(hub, log, clock);
        var waiting = new Waiting(vertx);
        this.connections =
                new ConnectionCalls(
                        connected, new WebhookSights(readers), new Checkup(clock), waiting);
        var runs = new Syncs(readers);
        this.repositories =
                new RepositoryCalls(
                        new RepositoryHealths(readers), new LeftOut(readers), runs, providers);
        this.syncs = new SyncCalls(connected, runs, requests, waiting, clock);
        this.people =
                new PeopleCalls(
                        new PeopleReading(readers),
                        new PeopleActs(readers, readable(connected)),
                        peopleMoved,
                        providers,
                        waiting,
                        clock);
        this.metrics = metrics;
    }

    private static Set<String> readable(Map<String, Connected> connected) {
        return connected.values().stream()
                .filter(one -> one.line().api() != null)
                .map(Connected::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, String> providers(Map<String, Connected> connected) {
        return connected.values().stream()
                .collect(Collectors.toUnmodifiableMap(Connected::id, one -> one.line().provider()));
    }

    /// A router for all of them.
    public Future<Router> router() {
        return contract.forRequests(vertx).map(this::router);
    }

    private Router router(OpenAPIContract checked) {
        var builder = RouterBuilder.create(vertx, checked, RequestExtractor.withBodyHandler());
        call(builder, "live", context -> Answer.json(context, Map.of("status", "UP")));
        call(builder, "ready", this::ready);
        call(builder, "signIn", this::signIn);
        call(builder, "getSession", doorkeeper::show);
        call(builder, "signOut", doorkeeper::signOut);
        call(builder, "listPullRequests", pullRequests::list);
        call(builder, "getPullRequest", pullRequests::one);
        call(builder, "getTimeline", pullRequests::timeline);
        call(builder, "listIssues", issues::list);
        call(builder, "getStages", issues::stages);
        call(builder, "getIssue", issues::one);
        call(builder, "listDeliveries", deliveries::list);
        call(builder, "openStream", stream::open);
        call(builder, "listConnections", connections::list);
        change(builder, "checkConnection", connections::check);
        call(builder, "listAvailableRepositories", connections::available);
        change(builder, "startSyncs", syncs::startAll);
        call(builder, "listRepositories", repositories::list);
        call(builder, "getRepository", repositories::one);
        change(builder, "changeRepository", repositories::change);
        call(builder, "listSkipped", repositories::skipped);
        change(builder, "startSync", syncs::start);
        call(builder, "listSyncs", syncs::history);
        call(builder, "getSync", syncs::one);
        call(builder, "getSyncLog", syncs::log);
        change(builder, "cancelSync", syncs::cancel);
        change(builder, "retrySync", syncs::retry);
        call(builder, "listPeople", people::persons);
        change(builder, "makePerson", people::makePerson);
        change(builder, "mergePersons", people::merge);
        call(builder, "listSuggestions", people::suggestions);
        call(builder, "listPeopleActs", people::acts);
        change(builder, "undoPeopleAct", people::undo);
        call(builder, "listIdentities", people::identities);
        change(builder, "changeIdentity", people::say);
        call(builder, "listTeams", people::teams);
        change(builder, "makeTeam", people::makeTeam);
        change(builder, "setTeamMembers", people::setMembers);
        call(builder, "metrics", this::metrics);
        call(builder, "contract", this::contract);
        var router = builder.createRouter();
        router.errorHandler(400, Api::problem);
        return router;
    }

    private static void call(RouterBuilder builder, String operation, Call call) {
        Objects.requireNonNull(builder.getRoute(operation), operation)
                .addHandler(context -> answer(context, call))
                .addFailureHandler(Api::problem);
    }

    /// A call that does something, for which a token that may only look is not enough.
    private static void change(RouterBuilder builder, String operation, Call call) {
        call(
                builder,
                operation,
                context -> {
                    if (Doorkeeper.mayChange(context)) {
                        call.answer(context);
                    } else {
                        Problem.send(context.request(), 403, "a token of scope admin is needed");
                    }
                });
    }

    /// One call of the contract.
    @FunctionalInterface
    private interface Call {
        void answer(RoutingContext context);
    }

    private static void answer(RoutingContext context, Call call) {
        try {
            call.answer(context);
        } catch (Parameters.Unusable fault) {
            Problem.send(context.request(), 400, "a parameter cannot be used", fault.faults());
        }
    }

    /// Whether the path belongs to a call that needs no token.
    public static boolean isOpen(RoutingContext context) {
        var path = context.normalizedPath();
        return path.startsWith("/health/")
                || (path.equals("/api/v1/session")
                        && context.request().method().name().equals("POST"));
    }

    private void signIn(RoutingContext context) {
        doorkeeper.signIn(context, Parameters.of(context).bodyText("token"));
    }

    private void ready(RoutingContext context) {
        reading.ping()
                .onComplete(up -> health(context, 200, "UP"), away -> health(context, 503, "DOWN"));
    }

    private static void health(RoutingContext context, int status, String word) {
        context.response().setStatusCode(status);
        Answer.json(
                context,
                Map.of(
                        "status",
                        word,
                        "checks",
                        List.of(Map.of("id", "database", "status", word))));
    }

    private void metrics(RoutingContext context) {
        context.response()
                .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                .end(metrics.scrape());
    }

    private void contract(RoutingContext context) {
        context.response().putHeader("content-type", "application/yaml").end(contract.text());
    }

    /// What went wrong, in the form that the contract promises.
    public static void problem(RoutingContext context) {
        var failed = context.failure();
        switch (failed) {
            case Parameters.Unusable fault ->
                    Problem.send(
                            context.request(), 400, "a parameter cannot be used", fault.faults());
            case ValidatorException fault ->
                    Problem.send(context.request(), 400, String.valueOf(fault.getMessage()));
            case HttpException fault ->
                    Problem.send(
                            context.request(),
                            fault.getStatusCode(),
                            String.valueOf(fault.getPayload()));
            case null -> Problem.send(context.request(), context.statusCode(), "it cannot be done");
            default -> {
                LOG.atError().setCause(failed).log("a call failed");
                Problem.send(context.request(), 500, "something went wrong here");
            }
        }
    }

    /// The doorkeeper, for the whole API.
    public void admit(RoutingContext context) {
        if (isOpen(context)) {
            context.next();
        } else {
            doorkeeper.admit(context);
        }
    }
}
