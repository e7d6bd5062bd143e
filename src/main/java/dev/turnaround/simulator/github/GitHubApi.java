package dev.turnaround.simulator.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.consent.AuthorizationServer;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// GitHub's APIs over the simulated organisation: GraphQL by the names of the operations, and the
/// few places of REST. Under `/api/v3` and `/api/graphql`, as on Enterprise Server, and without
/// those beginnings as on github.com.
///
/// Thread safety: none. It reads what the acts on pull requests change, so that both belong to the
/// same thread, or to the same lock.
public final class GitHubApi implements SimulatedApi {
    private static final int PAGE = 30;
    private static final int PAGE_MAX = 100;
    private static final int QUOTA = 5_000;
    private static final Duration LOG = Duration.ofDays(3);
    private static final String CLASSIC = "repo, read:org";

    private final Person account;
    private final String scopes;
    private final Map<Long, GitHubRepository> repositories = new LinkedHashMap<>();
    private final Map<GitHubHook, DeliveryLog> logs = new HashMap<>();
    private final Map<GitHubHook, String> hookUrls = new HashMap<>();
    private final Map<Long, Sorted> sorted = new HashMap<>();
    private final GitHubHooks hooks = new GitHubHooks();
    private final Deque<ApiReply> next = new ArrayDeque<>();
    private @Nullable String token;
    private @Nullable AuthorizationServer consents;
    private @Nullable GitHubApp app;
    private AuthorizationServer.@Nullable Worth worth;
    private @Nullable List<GitHubRepository> installed;
    private int quota = QUOTA;
    private int used;
    private Instant windowEnd = Instant.MIN;
    private int requests;
    private boolean hooksVisible = true;
    private boolean activityVisible = true;

    private record Sorted(long changes, List<GitHubPullRequest> pulls) {}

    /// The API as a classic token with the scopes that are needed sees it.
    ///
    /// @param account whose token it is
    public GitHubApi(Person account, String token) {
        this(account, token, CLASSIC);
    }

    /// The API as a token sees it.
    ///
    /// @param scopes what `X-OAuth-Scopes` says; empty for a fine-grained token, which has none
    public GitHubApi(Person account, String token, String scopes) {
        this.account = account;
        this.token = token;
        this.scopes = scopes;
    }

    /// Lets the token see a repository.
    public void add(GitHubRepository repository) {
        repositories.put(repository.id(), repository);
    }

    /// No token is good any more.
    public void revoke() {
        token = null;
    }

    /// Another token is good from now on.
    public void renew(String newToken) {
        token = newToken;
    }

    /// People can let an app in, and what they grant opens the API.
    public void consents(AuthorizationServer server) {
        consents = server;
    }

    /// An app can be installed, and its tokens open the API.
    public void app(GitHubApp installable) {
        app = installable;
    }

    /// How many calls an hour has from now on.
    public void quota(int calls) {
        quota = calls;
    }

    /// Whether the token may see hooks and their deliveries.
    public void hooksVisible(boolean visible) {
        hooksVisible = visible;
    }

    /// Takes the right away to see what is done to branches, as of a fine-grained token without
    /// access to contents.
    public void withholdActivity() {
        activityVisible = false;
    }

    /// The hooks that are made by this API.
    public GitHubHooks hooks() {
        return hooks;
    }

    /// Says where a hook delivers to.
    public void hookUrl(GitHubHook hook, String url) {
        hookUrls.put(hook, url);
    }

    /// What is answered next, whatever is asked; several wait for their turns.
    public void answerNext(ApiReply reply) {
        next.add(reply);
    }

    /// How many requests were made.
    public int requests() {
        return requests;
    }

    /// Notes how a delivery went.
    ///
    /// @param status what the receiver answered; 0 for nothing
    public void delivered(
            GitHubRepository repository, WebhookRequest request, Instant at, int status) {
        var hook = repository.owner().hook();
        var log = logs.computeIfAbsent(hook, _ -> new DeliveryLog());
        var id = repository.owner().numbers().delivery();
        log.add(
                new DeliveryLog.Attempt(
                        id,
                        repository,
                        request,
                        at.truncatedTo(ChronoUnit.SECONDS),
                        status,
                        false));
    }

    @Override
    public ApiReply answer(ApiRequest request, URI base, Instant now) {
        requests++;
        var scripted = next.poll();
        if (scripted != null) {
            return scripted;
        }
        var before = beforeTheApi(request, base, now);
        if (before != null) {
            return before;
        }
        if (!letIn(request.header("authorization"), now)) {
            return GitHubReplies.badCredentials();
        }
        var graphQl = request.path().endsWith("/graphql");
        if (!now.isBefore(windowEnd)) {
            windowEnd = now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
            used = 0;
        }
        if (used >= quota) {
            return graphQl
                    ? GitHubReplies.graphQlRateLimited(windowEnd)
                    : GitHubReplies.rateLimited(windowEnd);
        }
        var reply = graphQl ? graphQl(request) : tagged(request, rest(request, base, now));
        used += reply.status() == 304 ? 0 : 1;
        var resource = graphQl ? "graphql" : "core";
        return GitHubReplies.quota(reply, quota - used, windowEnd)
                .with("x-ratelimit-resource", resource);
    }

    /// What is asked without a token: for consent, for grants, and by an app in its own name.
    private @Nullable ApiReply beforeTheApi(ApiRequest request, URI base, Instant now) {
        if (consents != null) {
            var reply = consents.answer(request, base, now);
            if (reply != null) {
                return reply;
            }
        }
        var path = request.path().replaceFirst("^/(api/v3/)?", "");
        return app == null ? null : app.answer(request, path, now);
    }

    private boolean letIn(@Nullable String authorization, Instant now) {
        installed = app == null ? null : app.opened(authorization, repositories.values(), now);
        worth = consents == null ? null : consents.worth(authorization, now);
        return installed != null
                || worth instanceof AuthorizationServer.Worth.Good
                || (token != null && ("Bearer " + token).equals(authorization));
    }

    /// What `X-OAuth-Scopes` says to who is asking.
    private String shownScopes() {
        if (worth instanceof AuthorizationServer.Worth.Good(_, var granted)) {
            return String.join(", ", granted);
        }
        return installed == null ? scopes : "";
    }

    // GraphQL.

    private ApiReply graphQl(ApiRequest request) {
        var body = Wire.tree(request.body());
        var query = body.path("query").asText();
        var variables = body.path("variables");
        var writer = new GraphQlJson(query);
        var errors = new ArrayList<ObjectNode>();
        var data = Payload.object();
        try {
            switch (body.path("operationName").asText()) {
                case "PullRequests" -> pullRequests(writer, variables, data, errors);
                case "PullRequestsByNumber" -> byNumber(writer, variables, data, errors);
                case "MoreOfPullRequest" -> moreOfPullRequest(writer, variables, data, errors);
                case "MoreOfReview" -> moreOfReview(writer, variables, data, errors);
                case "Issues" -> issues(writer, variables, data, errors);
                case "IssuesById" -> issuesById(writer::issue, variables, data, errors);
                case "IssuesThere" ->
                        issuesById(
                                one -> Payload.object().put("id", one.nodeId()),
                                variables,
                                data,
                                errors);
                case "Teams", "MoreOfTeam" -> teams(body, data, errors);
                case "Emails" -> {
                    if (!mayKnowEmails()) {
                        return error(
                                "INSUFFICIENT_SCOPES",
                                "Your token has not been granted the required scopes to execute"
                                        + " this query. The 'email' field requires one of the"
                                        + " following scopes: ['user:email', 'read:user'].");
                    }
                    emails(variables, data);
                }
                case "MoreOfIssue" -> moreOfIssue(writer, variables, data, errors);
                default -> {
                    return error(null, "No operation named \"" + body.path("operationName") + "\"");
                }
            }
        } catch (IllegalArgumentException noCursor) {
            return error(
                    "INVALID_CURSOR_ARGUMENTS",
                    "`"
                            + variables.path("after").asText()
                            + "` does not appear to be a valid cursor.");
        }
        if (query.contains("rateLimit")) {
            var rate = data.putObject("rateLimit");
            rate.put("cost", 1).put("limit", quota).put("remaining", quota - used - 1);
            rate.put("used", used + 1).put("resetAt", Payload.time(windowEnd));
        }
        var json = Payload.object();
        json.set("data", data);
        if (!errors.isEmpty()) {
            json.putArray("errors").addAll(errors);
        }
        return ApiReply.json(200, json.toString()).with("x-oauth-scopes", shownScopes());
    }

    private static ApiReply error(@Nullable String type, String message) {
        var json = Payload.object();
        var one = json.putArray("errors").addObject();
        if (type != null) {
            one.put("type", type);
        }
        one.put("message", message);
        return ApiReply.json(200, json.toString());
    }

    private static ObjectNode notFound(String message, String... path) {
        var error = Payload.object().put("type", "NOT_FOUND");
        var steps = error.putArray("path");
        for (var step : path) {
            steps.add(step);
        }
        error.putArray("locations").addObject().put("line", 7).put("column", 3);
        return error.put("message", message);
    }

    /// The repository under the name in the variables, also under one that it had before.
    private @Nullable GitHubRepository named(
            JsonNode variables, ObjectNode data, List<ObjectNode> errors) {
        var name = variables.path("owner").asText() + "/" + variables.path("name").asText();
        var found = named(name);
        if (found == null) {
            data.putNull("repository");
            errors.add(
                    notFound(
                            "Could not resolve to a Repository with the name '" + name + "'.",
                            "repository"));
        }
        return found;
    }

    private @Nullable GitHubRepository named(String name) {
        for (var repository : repositories.values()) {
            if (repository.fullName().equalsIgnoreCase(name)) {
                return repository;
            }
        }
        for (var repository : repositories.values()) {
            if (repository.formerNames().stream().anyMatch(name::equalsIgnoreCase)) {
                return repository;
            }
        }
        return null;
    }

    private void pullRequests(
            GraphQlJson writer, JsonNode variables, ObjectNode data, List<ObjectNode> errors) {
        var repository = named(variables, data, errors);
        if (repository == null) {
            return;
        }
        var all = newestFirst(repository);
        var after = variables.path("after");
        var begin = after.isTextual() ? behind(all, GraphQlJson.uncursor(after.asText())) : 0;
        var end = Math.min(all.size(), begin + variables.path("pageSize").asInt());
        var nodes = all.subList(begin, end).stream().map(writer::pullRequest).toList();
        var cursor = end == begin ? null : GraphQlJson.cursor(place(all.get(end - 1)));
        var json = GraphQlJson.repository(repository);
        json.set("pullRequests", GraphQlJson.page(nodes, end < all.size(), cursor, all.size()));
        data.set("repository", json);
    }

    private List<GitHubPullRequest> newestFirst(GitHubRepository repository) {
        var known = sorted.get(repository.id());
        if (known != null && known.changes() == repository.changes()) {
            return known.pulls();
        }
        var pulls = new ArrayList<>(known == null ? List.<GitHubPullRequest>of() : known.pulls());
        if (pulls.size() != repository.pulls().size()) {
            pulls.clear();
            pulls.addAll(repository.pulls().values());
        }
        pulls.sort(
                Comparator.comparing(GitHubPullRequest::updatedAt)
                        .thenComparingLong(GitHubPullRequest::id)
                        .reversed());
        sorted.put(repository.id(), new Sorted(repository.changes(), pulls));
        return pulls;
    }

    /// A cursor is a place in the order, not a number of items: what changes meanwhile goes to the
    /// front and moves nothing behind it.
    private static String place(GitHubPullRequest pull) {
        return pull.updatedAt().getEpochSecond() + ":" + pull.id();
    }

    private static int behind(List<GitHubPullRequest> newestFirst, String place) {
        var colon = place.indexOf(':');
        var second = Long.parseLong(place.substring(0, Math.max(colon, 0)));
        var id = Long.parseLong(place.substring(colon + 1));
        var low = 0;
        var high = newestFirst.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            var one = newestFirst.get(middle);
            var later = Long.compare(one.updatedAt().getEpochSecond(), second);
            if (later > 0 || (later == 0 && one.id() >= id)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void byNumber(
            GraphQlJson writer, JsonNode variables, ObjectNode data, List<ObjectNode> errors) {
        var repository = named(variables, data, errors);
        if (repository == null) {
            return;
        }
        var json = GraphQlJson.repository(repository);
        for (var slot = 0; variables.path("w" + slot).asBoolean(); slot++) {
            var number = variables.path("n" + slot).asInt();
            var pull = repository.pulls().get(number);
            json.set("p" + slot, pull == null ? null : writer.pullRequest(pull));
            if (pull == null) {
                errors.add(
                        notFound(
                                "Could not resolve to a PullRequest with the number of "
                                        + number
                                        + ".",
                                "repository",
                                "p" + slot));
            }
        }
        data.set("repository", json);
    }

    private void moreOfPullRequest(
            GraphQlJson writer, JsonNode variables, ObjectNode data, List<ObjectNode> errors) {
        var part = "MoreOfPullRequest";
        for (var repository : repositories.values()) {
            for (var pull : repository.pulls().values()) {
                if (GraphQlJson.nodeId(pull).equals(variables.path("id").asText())) {
                    var node = data.putObject("node");
                    if (variables.path("reviews").asBoolean()) {
                        var first = writer.first(part, "reviews");
                        node.set(
                                "reviews",
                                writer.reviews(pull, first, after(variables, "reviewsAfter")));
                    }
                    if (variables.path("comments").asBoolean()) {
                        var first = writer.first(part, "comments");
                        node.set(
                                "comments",
                                writer.comments(pull, first, after(variables, "commentsAfter")));
                    }
                    if (variables.path("events").asBoolean()) {
                        var first = writer.first(part, "timelineItems");
                        node.set(
                                "timelineItems",
                                writer.timeline(
                                        pull, part, first, after(variables, "eventsAfter")));
                    }
                    return;
                }
            }
        }
        noNode(variables, data, errors);
    }

    private void moreOfReview(
            GraphQlJson writer, JsonNode variables, ObjectNode data, List<ObjectNode> errors) {
        var id = variables.path("id").asText();
        for (var repository : repositories.values()) {
            for (var pull : repository.pulls().values()) {
                for (var review : pull.reviews()) {
                    if (NodeId.of("PRR", repository.id(), review.id()).equals(id)) {
                        var first = writer.first("MoreOfReview", "comments");
                        data.putObject("node")
                                .set(
                                        "comments",
                                        writer.reviewComments(
                                                pull,
                                                review.id(),
                                                first,
                                                after(variables, "after")));
                        return;
                    }
                }
            }
        }
        noNode(variables, data, errors);
    }

    private static void noNode(JsonNode variables, ObjectNode data, List<ObjectNode> errors) {
        data.putNull("node");
        var id = variables.path("id").asText();
        errors.add(
                notFound(
                        "Could not resolve to a node with the global id of '" + id + "'.", "node"));
    }

    private static @Nullable String after(JsonNode variables, String name) {
        var after = variables.path(name);
        return after.isTextual() ? after.asText() : null;
    }

    private void issues(
            GraphQlJson writer, JsonNode variables, ObjectNode data, List<ObjectNode> errors) {
        var repository = named(variables, data, errors);
        if (repository == null) {
            return;
        }
        var since = Instant.parse(variables.path("since").asText());
        var all =
                repository.issues().values().stream()
                        .filter(one -> !one.updatedAt().isBefore(since))
                        .sorted(
                                Comparator.<GitHubIssue, String>comparing(GitHubApi::place)
                                        .reversed())
                        .toList();
        var after = variables.path("after");
        var from = after.isTextual() ? GraphQlJson.uncursor(after.asText()) : null;
        var rest =
                all.stream().filter(one -> from == null || place(one).compareTo(from) < 0).toList();
        var page = rest.subList(0, Math.min(rest.size(), variables.path("pageSize").asInt()));
        var cursor = page.isEmpty() ? null : GraphQlJson.cursor(place(page.getLast()));
        var json = GraphQlJson.repository(repository);
        var nodes = page.stream().map(writer::issue).toList();
        json.set("issues", GraphQlJson.page(nodes, rest.size() > page.size(), cursor, all.size()));
        data.set("repository", json);
    }

    /// Where it stands in the order of changes, as a text that sorts as it does.
    private static String place(GitHubIssue issue) {
        return "%020d:%020d".formatted(issue.updatedAt().getEpochSecond(), issue.id());
    }

    private void issuesById(
            Function<GitHubIssue, ObjectNode> write,
            JsonNode variables,
            ObjectNode data,
            List<ObjectNode> errors) {
        var repository = named(variables, data, errors);
        var nodes = data.putArray("nodes");
        var at = 0;
        for (var id : variables.path("ids")) {
            var issue = issue(id.asText());
            if (issue == null) {
                nodes.addNull();
                errors.add(
                        notFound(
                                "Could not resolve to a node with the global id of '"
                                        + id.asText()
                                        + "'.",
                                "nodes",
                                "" + at));
            } else {
                nodes.add(write.apply(issue));
            }
            at++;
        }
        if (repository != null) {
            data.set("repository", GraphQlJson.repository(repository));
        }
    }

    private void moreOfIssue(
            GraphQlJson writer, JsonNode variables, ObjectNode data, List<ObjectNode> errors) {
        var part = "MoreOfIssue";
        var issue = issue(variables.path("id").asText());
        if (issue == null) {
            noNode(variables, data, errors);
            return;
        }
        var node = data.putObject("node");
        if (variables.path("comments").asBoolean()) {
            var first = writer.first(part, "comments");
            node.set("comments", writer.comments(issue, first, after(variables, "commentsAfter")));
        }
        if (variables.path("events").asBoolean()) {
            var first = writer.first(part, "timelineItems");
            node.set(
                    "timelineItems",
                    writer.timeline(issue, part, first, after(variables, "eventsAfter")));
        }
    }

    private @Nullable GitHubIssue issue(String node) {
        return repositories.values().stream()
                .flatMap(repository -> repository.issues().values().stream())
                .filter(one -> one.nodeId().equals(node))
                .findFirst()
                .orElse(null);
    }

    // REST.

    private ApiReply rest(ApiRequest request, URI base, Instant now) {
        var prefix = request.path().startsWith("/api/v3/") ? "/api/v3" : "";
        var steps = List.of(request.path().substring(prefix.length() + 1).split("/", -1));
        var here = base + request.path();
        if (installed != null && steps.getFirst().equals("user")) {
            return GitHubReplies.message(403, "Resource not accessible by integration");
        }
        if (installed != null && steps.equals(List.of("installation", "repositories"))) {
            var reply = numbered(request, here, installed, RepositoryJson::inside);
            var json = Payload.object().put("total_count", installed.size());
            json.set("repositories", Wire.tree(reply.body()));
            return new ApiReply(reply.status(), reply.headers(), json.toString());
        }
        if (steps.equals(List.of("user"))) {
            var who =
                    worth instanceof AuthorizationServer.Worth.Good(var person, _)
                            ? person
                            : account;
            var reply = ApiReply.json(200, AccountJson.person(who).toString());
            return shownScopes().isEmpty() ? reply : reply.with("x-oauth-scopes", shownScopes());
        }
        if (steps.equals(List.of("user", "repos"))) {
            return numbered(
                    request,
                    here,
                    repositories.values().stream()
                            .sorted(Comparator.comparing(GitHubRepository::fullName))
                            .toList(),
                    RepositoryJson::inside);
        }
        if (steps.size() >= 3 && steps.getFirst().equals("orgs")) {
            var hook = hookOf(steps.get(1));
            if (hook != null && steps.get(2).equals("hooks")) {
                var place = "orgs/" + steps.get(1);
                var reply = ofMade(request, place, steps.subList(3, steps.size()), now);
                if (reply != null) {
                    return reply;
                }
            }
            return hook == null
                    ? GitHubReplies.notFound()
                    : hooks(request, here, hook, steps.subList(2, steps.size()), now);
        }
        if (steps.size() < 3 || !steps.getFirst().equals("repos")) {
            return GitHubReplies.notFound();
        }
        var name = steps.get(1) + "/" + steps.get(2);
        var repository = named(name);
        if (repository == null) {
            return GitHubReplies.notFound();
        }
        if (!repository.fullName().equalsIgnoreCase(name)) {
            var tail = String.join("/", steps.subList(3, steps.size()));
            return GitHubReplies.message(301, "Moved Permanently")
                    .with(
                            "location",
                            base
                                    + prefix
                                    + "/repos/"
                                    + repository.fullName()
                                    + (tail.isEmpty() ? "" : "/" + tail)
                                    + query(request));
        }
        return of(request, here, repository, steps.subList(3, steps.size()), now);
    }

    /// What is said of hooks that were made by the API, if it is one of them that is asked for. As
    /// to all that a token may not do with hooks, the answer is that there is none: those of
    /// organizations take a scope of their own.
    private @Nullable ApiReply ofMade(
            ApiRequest request, String place, List<String> steps, Instant now) {
        var write = !request.method().equals("GET");
        if (write && (!hooksVisible || !mayWrite(place))) {
            return GitHubReplies.notFound();
        }
        return hooks.answer(request, place, steps, now);
    }

    private boolean mayWrite(String place) {
        var granted = shownScopes();
        return granted.isEmpty()
                || granted.contains(place.startsWith("orgs/") ? "admin:org_hook" : "repo");
    }

    private ApiReply of(
            ApiRequest request,
            String here,
            GitHubRepository repository,
            List<String> steps,
            Instant now) {
        if (steps.isEmpty()) {
            return ApiReply.json(200, RepositoryJson.inside(repository).toString());
        }
        return switch (steps.getFirst()) {
            case "activity" ->
                    activityVisible
                            ? activity(request, here, repository)
                            : GitHubReplies.notAccessible("contents=read");
            case "pulls" ->
                    numbered(request, here, newestFirst(repository), PullRequestJson::simple);
            case "issues" ->
                    numbered(request, here, newestFirst(repository), PullRequestJson::issue);
            case "hooks" ->
                    hooksOf(
                            request,
                            "repos/" + repository.fullName(),
                            steps.subList(1, steps.size()),
                            now);
            default -> GitHubReplies.notFound();
        };
    }

    /// The hook that there is from the beginning is the organisation's; a repository has those that
    /// were made.
    private ApiReply hooksOf(ApiRequest request, String place, List<String> steps, Instant now) {
        var reply = ofMade(request, place, steps, now);
        if (reply != null) {
            return reply;
        }
        return hooksVisible && steps.isEmpty()
                ? ApiReply.json(200, hooks.listed(place).toString())
                : GitHubReplies.notFound();
    }

    private static ApiReply activity(ApiRequest request, String here, GitHubRepository repository) {
        var type = request.parameter("activity_type");
        var ref = request.parameter("ref");
        var whole = ref == null || ref.startsWith("refs/") ? ref : "refs/heads/" + ref;
        var all =
                repository.activities().stream()
                        .filter(one -> type == null || one.type().equals(type))
                        .filter(one -> whole == null || one.ref().equals(whole))
                        .sorted(
                                Comparator.comparing(GitHubActivity::at)
                                        .thenComparingLong(GitHubActivity::id)
                                        .reversed())
                        .toList();
        return cursored(request, here, "after", all, GitHubActivity::id, GitHubApi::activity);
    }

    private static ObjectNode activity(GitHubActivity one) {
        var json = Payload.object();
        json.put("id", one.id()).put("node_id", NodeId.of("PSH", one.id()));
        json.put("before", one.before()).put("after", one.after()).put("ref", one.ref());
        json.put("timestamp", Payload.time(one.at())).put("activity_type", one.type());
        json.set("actor", AccountJson.person(one.by()));
        return json;
    }

    private @Nullable GitHubOrganization organisation(String login) {
        return repositories.values().stream()
                .map(GitHubRepository::owner)
                .filter(owner -> owner.login().equalsIgnoreCase(login))
                .findFirst()
                .orElse(null);
    }

    private void teams(JsonNode body, ObjectNode data, List<ObjectNode> errors) {
        var variables = body.path("variables");
        var login = variables.path("organization").asText();
        var found = organisation(login);
        if (found == null) {
            data.putNull("organization");
            errors.add(
                    notFound(
                            "Could not resolve to an Organization with the login of '"
                                    + login
                                    + "'.",
                            "organization"));
            return;
        }
        data.set(
                "organization",
                body.path("operationName").asText().equals("Teams")
                        ? TeamJson.teams(found, variables)
                        : TeamJson.more(found, variables));
    }

    /// Fine-grained tokens and apps have no scopes.
    private boolean mayKnowEmails() {
        var shown = shownScopes();
        return shown.isEmpty() || shown.contains("user:email") || shown.contains("read:user");
    }

    private void emails(JsonNode variables, ObjectNode data) {
        var nodes = data.putArray("nodes");
        for (var id : variables.path("ids")) {
            nodes.add(
                    repositories.values().stream()
                            .map(one -> TeamJson.email(one.owner(), id.asText()))
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null));
        }
    }

    private @Nullable GitHubHook hookOf(String organisation) {
        return hooksVisible
                ? repositories.values().stream()
                        .map(GitHubRepository::owner)
                        .filter(owner -> owner.login().equalsIgnoreCase(organisation))
                        .map(GitHubOrganization::hook)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private String organisationOf(GitHubHook hook) {
        return repositories.values().stream()
                .map(GitHubRepository::owner)
                .filter(owner -> owner.hook() == hook)
                .map(GitHubOrganization::login)
                .findFirst()
                .orElse("");
    }

    private ApiReply hooks(
            ApiRequest request, String here, GitHubHook hook, List<String> steps, Instant now) {
        var log = logs.getOrDefault(hook, new DeliveryLog());
        if (steps.equals(List.of("hooks"))) {
            var json = Payload.object().put("type", "Organization").put("id", hook.id());
            json.put("name", "web").put("active", true);
            json.putObject("config")
                    .put("url", hookUrls.getOrDefault(hook, ""))
                    .put("content_type", "json");
            var all = new ArrayList<ObjectNode>();
            all.add(json);
            all.addAll(hooks.listed("orgs/" + organisationOf(hook)));
            return ApiReply.json(200, all.toString());
        }
        if (steps.size() < 3 || !steps.get(1).equals("" + hook.id())) {
            return GitHubReplies.notFound();
        }
        if (steps.size() == 3) {
            var all = log.of(null, request.parameter("status"), now.minus(LOG));
            return cursored(
                    request,
                    here,
                    "cursor",
                    all,
                    DeliveryLog.Attempt::id,
                    DeliveryLog.Attempt::json);
        }
        var attempt = log.attempt(Long.parseLong(steps.get(3)));
        return attempt == null
                ? GitHubReplies.notFound()
                : ApiReply.json(200, attempt.detail().toString());
    }

    /// A list whose pages are numbered.
    private static <T> ApiReply numbered(
            ApiRequest request, String here, List<T> all, Function<T, ObjectNode> write) {
        var size = size(request);
        var page =
                request.parameter("page") == null
                        ? 1
                        : Integer.parseInt("" + request.parameter("page"));
        var begin = Math.min(all.size(), (page - 1) * size);
        var end = Math.min(all.size(), begin + size);
        return linked(
                list(all.subList(begin, end), write),
                end < all.size() ? link(request, here, "page", "" + (page + 1)) : null);
    }

    /// A list, newest first, whose pages begin behind an item.
    private static <T> ApiReply cursored(
            ApiRequest request,
            String here,
            String parameter,
            List<T> all,
            Function<T, Long> id,
            Function<T, ObjectNode> write) {
        var after = request.parameter(parameter);
        var begin = 0;
        if (after != null) {
            var place = GraphQlJson.uncursor(after);
            while (begin < all.size() && !id.apply(all.get(begin)).toString().equals(place)) {
                begin++;
            }
            begin = Math.min(all.size(), begin + 1);
        }
        var end = Math.min(all.size(), begin + size(request));
        return linked(
                list(all.subList(begin, end), write),
                end < all.size()
                        ? link(
                                request,
                                here,
                                parameter,
                                GraphQlJson.cursor(id.apply(all.get(end - 1)).toString()))
                        : null);
    }

    private static int size(ApiRequest request) {
        var asked = request.parameter("per_page");
        return asked == null ? PAGE : Math.clamp(Integer.parseInt(asked), 1, PAGE_MAX);
    }

    private static <T> ApiReply list(List<T> some, Function<T, ObjectNode> write) {
        var json = new StringBuilder("[");
        some.forEach(one -> json.append(json.length() == 1 ? "" : ",").append(write.apply(one)));
        return ApiReply.json(200, json.append(']').toString());
    }

    private static ApiReply linked(ApiReply reply, @Nullable String next) {
        return next == null ? reply : reply.with("link", "<" + next + ">; rel=\"next\"");
    }

    private static String link(ApiRequest request, String here, String parameter, String value) {
        var changed = new LinkedHashMap<>(request.query());
        changed.put(parameter, List.of(value));
        return here + query(changed);
    }

    private static String query(ApiRequest request) {
        return query(request.query());
    }

    private static String query(Map<String, List<String>> parameters) {
        var query = new StringBuilder();
        parameters.forEach((name, values) ->
                values.forEach(value ->
                        query.append(query.isEmpty() ? '?' : '&')
                                .append(name)
                                .append('=')
                                .append(URLEncoder.encode(value, UTF_8))));
        return query.toString();
    }

    /// Asking again with the tag is free of the quota.
    private static ApiReply tagged(ApiRequest request, ApiReply reply) {
        if (reply.status() != 200) {
            return reply;
        }
        var tag =
                "W/\""
                        + Integer.toHexString(reply.body().hashCode())
                        + reply.body().length()
                        + "\"";
        return tag.equals(request.header("if-none-match"))
                ? new ApiReply(304, Map.of(), "").with("etag", tag)
                : reply.with("etag", tag);
    }
}
