package dev.turnaround.api;

import dev.turnaround.check.Checkup;
import dev.turnaround.connection.Connections;
import dev.turnaround.connection.Consents;
import dev.turnaround.connection.Live;
import dev.turnaround.connection.hook.HookWork;
import dev.turnaround.contract.Problem;
import dev.turnaround.model.issue.ScoreWeights;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.provider.SignIn;
import dev.turnaround.store.Aggregates;
import dev.turnaround.store.Agreements;
import dev.turnaround.store.ApiTokens;
import dev.turnaround.store.Audit;
import dev.turnaround.store.Bonds;
import dev.turnaround.store.ConsentSights;
import dev.turnaround.store.Directories;
import dev.turnaround.store.Erasable;
import dev.turnaround.store.HandTies;
import dev.turnaround.store.InstalledHooks;
import dev.turnaround.store.IssueReading;
import dev.turnaround.store.LeftOut;
import dev.turnaround.store.PeopleActs;
import dev.turnaround.store.PeopleReading;
import dev.turnaround.store.Readers;
import dev.turnaround.store.Reading;
import dev.turnaround.store.RepositoryHealths;
import dev.turnaround.store.SecretRotations;
import dev.turnaround.store.StreamLog;
import dev.turnaround.store.SyncJournal;
import dev.turnaround.store.Syncs;
import dev.turnaround.store.TargetsMet;
import dev.turnaround.store.ToldStories;
import dev.turnaround.store.WebhookSights;
import dev.turnaround.store.WorkReading;
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
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls of the contract.
public final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);

    private final Vertx vertx;
    private final Doorkeeper doorkeeper;
    private final PullRequestCalls pullRequests;
    private final IssueCalls issues;
    private final ProfileCalls profiles;
    private final AggregateCalls aggregates;
    private final WorkCalls work;
    private final DeliveryCalls deliveries;
    private final StreamCalls stream;
    private final ConnectionCalls connections;
    private final ConnectionChanges connectionChanges;
    private final ConsentCalls consents;
    private final HookCalls hooks;
    private final RepositoryCalls repositories;
    private final SelectionCalls selection;
    private final SyncCalls syncs;
    private final PeopleCalls people;
    private final TeamImportCalls teamImports;
    private final AgreementCalls agreements;
    private final LateCalls late;
    private final TargetCalls targets;
    private final PrometheusMeterRegistry metrics;
    private final Readiness readiness;
    private final SessionCalls sessions;
    private final SingleSignOn singleSignOn;
    private final TokenCalls tokens;
    private final AuditCalls audit;
    private final Contract contract = Contract.fromClassPath();
    private final Demands demands = contract.demands();

    /// The calls.
    ///
    /// @param byAuthor whether anybody may see what single authors come to
    /// @param peopleMoved called after more became known of accounts
    /// @param connections all there are, now and later
    /// @param consents how people let connections in
    /// @param webhooks where the webhooks of a connection are to be posted
    /// @param hookWork what is done with webhooks at the providers
    /// @param requests takes requests for runs of reconciliation
    /// @param erase called when there is something to erase
    public Api(
            Vertx vertx,
            Doorkeeper doorkeeper,
            Reading reading,
            IssueReading issueReading,
            StreamLog log,
            Hub hub,
            Directories directories,
            Aggregates aggregates,
            boolean byAuthor,
            Terms terms,
            ScoreWeights weights,
            Runnable peopleMoved,
            Connections connections,
            Consents consents,
            Function<String, URI> webhooks,
            HookWork hookWork,
            Readers readers,
            SyncRequests requests,
            Runnable erase,
            PrometheusMeterRegistry metrics,
            Readiness readiness,
            InstantSource clock) {
        this.vertx = vertx;
        this.readiness = readiness;
        this.doorkeeper = doorkeeper;
        this.pullRequests = new PullRequestCalls(reading, directories, connections, terms, clock);
        this.issues = new IssueCalls(issueReading, directories, connections, weights, clock);
        this.deliveries = new DeliveryCalls(reading, connections);
        this.stream = new StreamCalls(hub, log, clock, context -> doorkeeper.watch(vertx, context));
        var waiting = new Waiting(vertx);
        this.profiles = new ProfileCalls(new ToldStories(readers), waiting, clock);
        this.aggregates =
                new AggregateCalls(
                        aggregates, new Agreements(readers), byAuthor, profiles, waiting, clock);
        this.late = new LateCalls(reading, directories, connections, terms, waiting, clock);
        this.targets = new TargetCalls(new TargetsMet(readers), directories, waiting, clock);
        this.work =
                new WorkCalls(
                        new WorkReading(readers),
                        new HandTies(readers),
                        connections,
                        waiting,
                        clock);
        var acts = new Audit(readers);
        var sights = new WebhookSights(readers);
        var erasable = new Erasable(readers);
        var consent =
                new ConsentJson(
                        consents, new ConsentSights(readers, Set.of(SignIn.NEEDED, SignIn.LOST)));
        this.connectionChanges =
                new ConnectionChanges(
                        connections,
                        webhooks,
                        sights,
                        consent,
                        waiting,
                        erasable,
                        erase,
                        acts,
                        clock);
        this.connections =
                new ConnectionCalls(
                        connections,
                        webhooks,
                        sights,
                        consent,
                        new Checkup(connections.opening().outgoing(), clock),
                        waiting,
                        new InstalledHooks(readers),
                        new SecretRotations(readers),
                        hookWork.rounds());
        var runs = new Syncs(readers);
        this.consents = new ConsentCalls(consents, doorkeeper, requests, acts, waiting, clock);
        this.hooks = new HookCalls(connections, webhooks, hookWork, waiting, acts, clock);
        this.selection =
                new SelectionCalls(
                        connections,
                        new Bonds(readers),
                        erasable,
                        erase,
                        new SyncJournal(readers),
                        requests,
                        acts,
                        waiting,
                        clock);
        this.repositories =
                new RepositoryCalls(
                        new RepositoryHealths(readers),
                        new LeftOut(readers),
                        runs,
                        acts,
                        connections,
                        clock);
        this.syncs = new SyncCalls(connections, runs, requests, waiting, acts, clock);
        this.sessions = new SessionCalls(doorkeeper);
        this.singleSignOn = new SingleSignOn(vertx, doorkeeper, clock);
        this.tokens = new TokenCalls(new ApiTokens(readers), clock);
        this.audit = new AuditCalls(acts);
        var peopleReading = new PeopleReading(readers);
        var peopleActs = new PeopleActs(readers, () -> readable(connections));
        this.teamImports =
                new TeamImportCalls(peopleReading, peopleActs, connections, acts, waiting, clock);
        var deeds = new Deeds(peopleMoved, acts, waiting, clock);
        this.people = new PeopleCalls(peopleReading, peopleActs, deeds, connections, waiting);
        this.agreements = new AgreementCalls(new Agreements(readers), peopleActs, deeds, waiting);
        this.metrics = metrics;
    }

    private static Set<String> readable(Connections connections) {
        return connections.all().stream()
                .filter(one -> one.line().api() != null)
                .map(Live::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// A router for all of them.
    public Future<Router> router() {
        return contract.forRequests(vertx).map(this::router);
    }

    private Router router(OpenAPIContract checked) {
        var builder = RouterBuilder.create(vertx, checked, RequestExtractor.withBodyHandler());
        call(builder, "live", context -> Answer.json(context, Map.of("status", "UP")));
        call(builder, "ready", readiness::answer);
        call(builder, "listSignIns", sessions::ways);
        call(builder, "startSingleSignOn", singleSignOn::start);
        call(builder, "finishSingleSignOn", singleSignOn::back);
        call(builder, "signIn", sessions::signIn);
        call(builder, "getSession", sessions::show);
        call(builder, "signOut", sessions::signOut);
        call(builder, "endSessions", sessions::endAll);
        call(builder, "listTokens", tokens::list);
        call(builder, "createToken", tokens::create);
        call(builder, "revokeToken", tokens::revoke);
        call(builder, "listAudit", audit::list);
        call(builder, "listPullRequests", pullRequests::list);
        call(builder, "getPullRequest", pullRequests::one);
        call(builder, "getTimeline", pullRequests::timeline);
        call(builder, "listAggregates", aggregates::list);
        call(builder, "listIssues", issues::list);
        call(builder, "getStages", issues::stages);
        call(builder, "getIssue", issues::one);
        call(builder, "listWork", work::list);
        call(builder, "addTie", work::tie);
        call(builder, "removeTie", work::untie);
        call(builder, "listDeliveries", deliveries::list);
        call(builder, "openStream", stream::open);
        call(builder, "listConnections", connections::list);
        call(builder, "getConnection", connections::one);
        call(builder, "listProviders", connectionChanges::providers);
        call(builder, "addConnection", connectionChanges::add);
        call(builder, "changeConnection", connectionChanges::change);
        call(builder, "removeConnection", connectionChanges::remove);
        call(builder, "checkConnection", connections::check);
        call(builder, "startConsent", consents::start);
        call(builder, "finishConsent", consents::back);
        call(builder, "installWebhook", hooks::install);
        call(builder, "removeWebhook", hooks::remove);
        call(builder, "rotateWebhookSecret", hooks::rotate);
        call(builder, "listAvailableRepositories", connections::available);
        call(builder, "startSyncs", syncs::startAll);
        call(builder, "listRepositories", repositories::list);
        call(builder, "getRepository", repositories::one);
        call(builder, "changeRepository", repositories::change);
        call(builder, "selectRepository", selection::add);
        call(builder, "removeRepository", selection::remove);
        call(builder, "listSkipped", repositories::skipped);
        call(builder, "startSync", syncs::start);
        call(builder, "listSyncs", syncs::history);
        call(builder, "getSync", syncs::one);
        call(builder, "getSyncLog", syncs::log);
        call(builder, "cancelSync", syncs::cancel);
        call(builder, "retrySync", syncs::retry);
        call(builder, "listProfiles", profiles::list);
        call(builder, "compareProfiles", profiles::compare);
        call(builder, "listPeople", people::persons);
        call(builder, "makePerson", people::makePerson);
        call(builder, "mergePersons", people::merge);
        call(builder, "listSuggestions", people::suggestions);
        call(builder, "listPeopleActs", people::acts);
        call(builder, "undoPeopleAct", people::undo);
        call(builder, "listIdentities", people::identities);
        call(builder, "changeIdentity", people::say);
        call(builder, "listTeams", people::teams);
        call(builder, "makeTeam", people::makeTeam);
        call(builder, "importTeams", teamImports::take);
        call(builder, "setTeamMembers", people::setMembers);
        call(builder, "getUsualCalendar", agreements::usual);
        call(builder, "setUsualCalendar", agreements::setUsual);
        call(builder, "getTeamCalendar", agreements::ofTeam);
        call(builder, "setTeamCalendar", agreements::setOfTeam);
        call(builder, "removeTeamCalendar", agreements::removeOfTeam);
        call(builder, "listTargets", agreements::targets);
        call(builder, "setTarget", agreements::setTarget);
        call(builder, "removeTarget", agreements::removeTarget);
        call(builder, "listTargetsMet", targets::met);
        call(builder, "listLate", late::list);
        call(builder, "metrics", this::metrics);
        call(builder, "contract", this::contract);
        var router = builder.createRouter();
        router.errorHandler(400, Api::problem);
        return router;
    }

    private static void call(RouterBuilder builder, String operation, Call call) {
        Objects.requireNonNull(builder.getRoute(operation), operation)
                .addHandler(context -> answer(context, operation, call))
                .addFailureHandler(Api::problem);
    }

    /// One call of the contract.
    @FunctionalInterface
    private interface Call {
        void answer(RoutingContext context);
    }

    private static void answer(RoutingContext context, String operation, Call call) {
        if (!Doorkeeper.admitted(context, operation)) {
            Problem.send(context.request(), 404, "there is nothing here");
            return;
        }
        try {
            call.answer(context);
        } catch (Parameters.Unusable fault) {
            Problem.send(context.request(), 400, "a parameter cannot be used", fault.faults());
        }
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

    /// Whether a path belongs to the API, so that no screen of the page can have it.
    public boolean answers(String path) {
        return path.startsWith("/api/") || demands.of("GET", path) != null;
    }

    /// The doorkeeper, for the whole API.
    public void admit(RoutingContext context) {
        doorkeeper.admit(
                context, demands.of(context.request().method().name(), context.normalizedPath()));
    }
}
