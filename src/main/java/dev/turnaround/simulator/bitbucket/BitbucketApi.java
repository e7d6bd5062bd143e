package dev.turnaround.simulator.bitbucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.consent.AuthorizationServer;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The API of Bitbucket Cloud below `/2.0`, over workspaces.
///
/// Facts: <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/>; what is
/// found out only by trying: `pagelen` over 50 is refused for pull requests and their activity,
/// `sort` together with states fails, and `/workspaces` and `/repositories` are gone.
public final class BitbucketApi implements SimulatedApi {
    private static final String ROOT = "/2.0";
    private static final int PULL_REQUESTS_MAX = 50;
    private static final int OTHERS_MAX = 100;
    private static final int PAGE_USUAL = 10;
    private static final Set<String> GONE = Set.of("/workspaces", "/repositories");

    private final List<BitbucketWorkspace> workspaces;
    private final Map<String, Holder> tokens = new HashMap<>();
    private final BitbucketHooks hooks = new BitbucketHooks();
    private final Duration lag;
    private final int pageMax;
    private @Nullable AuthorizationServer consents;

    /// The API over some workspaces.
    ///
    /// @param lag how much later than `updated_on` the activity dates a merge or a decline; 38 ms
    ///   were measured
    /// @param pageMax how many items a page has at most, whatever is asked for
    public BitbucketApi(List<BitbucketWorkspace> workspaces, Duration lag, int pageMax) {
        this.workspaces = List.copyOf(workspaces);
        this.lag = lag;
        this.pageMax = pageMax;
    }

    /// The API over some workspaces, with pages as large as the real ones.
    public BitbucketApi(List<BitbucketWorkspace> workspaces) {
        this(workspaces, Duration.ZERO, OTHERS_MAX);
    }

    /// The webhooks that are made by this API.
    public BitbucketHooks hooks() {
        return hooks;
    }

    /// Who holds a token.
    ///
    /// @param person null for that of a workspace
    private record Holder(@Nullable Person person, Set<String> scopes) {}

    /// Somebody makes an API token, which goes with an e-mail address.
    ///
    /// @param scopes such as `read:pullrequest:bitbucket`
    public void apiToken(String email, String token, Person person, Set<String> scopes) {
        var both = (email + ":" + token).getBytes(UTF_8);
        tokens.put(
                "Basic " + Base64.getEncoder().encodeToString(both),
                new Holder(person, Set.copyOf(scopes)));
    }

    /// An administrator makes an access token for the workspaces, which goes alone.
    ///
    /// @param scopes such as `read:pullrequest:bitbucket`
    public void accessToken(String token, Set<String> scopes) {
        tokens.put("Bearer " + token, new Holder(null, Set.copyOf(scopes)));
    }

    /// People can let a consumer in, and what they grant opens the API.
    public void consents(AuthorizationServer server) {
        consents = server;
    }

    /// All tokens are taken back.
    public void revokeAll() {
        tokens.clear();
    }

    @Override
    public ApiReply answer(ApiRequest request, URI base, Instant now) {
        var path = request.path();
        if (consents != null) {
            var reply = consents.answer(request, base, now);
            if (reply != null) {
                return reply;
            }
        }
        if (!path.startsWith(ROOT + "/")) {
            return BitbucketErrors.notFound("Resource");
        }
        var holder = holder(request, now);
        if (holder == null) {
            return BitbucketErrors.unauthorized();
        }
        var reply = answer(request, path.substring(ROOT.length()), holder, base);
        return reply.with("x-ratelimit-limit", "1000")
                .with("x-ratelimit-resource", "api-repositories")
                .with("x-ratelimit-nearlimit", "false")
                .with("x-oauth-scopes", String.join(", ", holder.scopes()));
    }

    private @Nullable Holder holder(ApiRequest request, Instant now) {
        var shown = Objects.requireNonNullElse(request.header("authorization"), "");
        return consents != null
                        && consents.worth(shown, now)
                                instanceof AuthorizationServer.Worth.Good(var who, var scopes)
                ? new Holder(who, asOfTokens(scopes))
                : tokens.get(shown);
    }

    /// The scopes of a consumer by the names that tokens have for them.
    private static Set<String> asOfTokens(Set<String> ofConsumers) {
        var scopes = new HashSet<String>();
        if (ofConsumers.contains("account")) {
            scopes.add("read:user:bitbucket");
            scopes.add("read:workspace:bitbucket");
        }
        if (ofConsumers.contains("repository") || ofConsumers.contains("pullrequest")) {
            scopes.add("read:repository:bitbucket");
        }
        if (ofConsumers.contains("pullrequest")) {
            scopes.add("read:pullrequest:bitbucket");
        }
        if (ofConsumers.contains("webhook")) {
            scopes.add("read:webhook:bitbucket");
            scopes.add("write:webhook:bitbucket");
        }
        return scopes;
    }

    private ApiReply answer(ApiRequest request, String path, Holder holder, URI base) {
        if (GONE.contains(path) || path.startsWith("/user/permissions/")) {
            return BitbucketErrors.gone();
        }
        var parts = List.of(path.substring(1).split("/"));
        return switch (parts.getFirst()) {
            case "user" -> user(request, parts, holder, base);
            case "workspaces" -> ofWorkspace(request, parts, holder, base);
            case "repositories" -> repositories(request, parts, holder, base);
            default -> BitbucketErrors.notFound("Resource");
        };
    }

    private ApiReply user(ApiRequest request, List<String> parts, Holder holder, URI base) {
        if (parts.size() == 1) {
            var person = holder.person();
            if (person == null) {
                return BitbucketErrors.forbidden();
            }
            return scoped(
                    holder, "read:user:bitbucket", () -> one(request, AccountJson.of(person)));
        }
        if (parts.size() == 2 && parts.get(1).equals("workspaces")) {
            return scoped(
                    holder,
                    "read:workspace:bitbucket",
                    () -> page(request, base, OTHERS_MAX, workspaces, BitbucketApi::membership));
        }
        return BitbucketErrors.notFound("Resource");
    }

    /// It has no `name`.
    private static ObjectNode membership(BitbucketWorkspace workspace) {
        var json = Json.object().put("type", "workspace_access").put("administrator", false);
        var inner = json.putObject("workspace").put("type", "workspace_base");
        inner.put("uuid", workspace.uuid()).put("slug", workspace.slug());
        inner.putObject("links");
        return json;
    }

    private ApiReply repositories(ApiRequest request, List<String> parts, Holder holder, URI base) {
        var workspace =
                workspaces.stream()
                        .filter(one -> Set.of(one.slug(), one.uuid()).contains(parts.get(1)))
                        .findAny()
                        .orElse(null);
        if (workspace == null) {
            return BitbucketErrors.notFound("Workspace " + parts.get(1));
        }
        if (parts.size() == 2) {
            return scoped(
                    holder,
                    "read:repository:bitbucket",
                    () ->
                            page(
                                    request,
                                    base,
                                    OTHERS_MAX,
                                    workspace.repositories(),
                                    BitbucketRepository::outside));
        }
        var repository =
                workspace.repositories().stream()
                        .filter(one -> Set.of(one.slug(), one.uuid()).contains(parts.get(2)))
                        .findAny()
                        .orElse(null);
        return repository == null
                ? BitbucketErrors.notFound("Repository " + parts.get(1) + "/" + parts.get(2))
                : within(request, repository, parts.subList(3, parts.size()), holder, base);
    }

    private ApiReply within(
            ApiRequest request,
            BitbucketRepository repository,
            List<String> parts,
            Holder holder,
            URI base) {
        if (parts.isEmpty()) {
            return scoped(
                    holder, "read:repository:bitbucket", () -> one(request, repository.outside()));
        }
        if (parts.getFirst().equals("commit") && parts.size() == 2) {
            return scoped(
                    holder,
                    "read:repository:bitbucket",
                    () -> commit(request, repository, parts.get(1)));
        }
        if (parts.getFirst().equals("hooks")) {
            var place = "repositories/" + repository.fullName();
            return hooks(request, place, parts.subList(1, parts.size()), holder, base);
        }
        if (parts.getFirst().equals("pullrequests")) {
            return scoped(
                    holder,
                    "read:pullrequest:bitbucket",
                    () -> pullRequests(request, repository, parts, base));
        }
        return BitbucketErrors.notFound("Resource");
    }

    private ApiReply hooks(
            ApiRequest request, String place, List<String> parts, Holder holder, URI base) {
        var read = request.method().equals("GET");
        return scoped(
                holder,
                read ? "read:webhook:bitbucket" : "write:webhook:bitbucket",
                () -> {
                    if (!parts.isEmpty()) {
                        return hooks.answer(request, place, parts.getFirst());
                    }
                    return read
                            ? page(
                                    request,
                                    base,
                                    OTHERS_MAX,
                                    hooks.of(place),
                                    BitbucketHooks.Made::json)
                            : hooks.make(request, place);
                });
    }

    private ApiReply ofWorkspace(ApiRequest request, List<String> parts, Holder holder, URI base) {
        var known =
                parts.size() > 2
                        && parts.get(2).equals("hooks")
                        && workspaces.stream().anyMatch(one -> one.slug().equals(parts.get(1)));
        return known
                ? hooks(
                        request,
                        "workspaces/" + parts.get(1),
                        parts.subList(3, parts.size()),
                        holder,
                        base)
                : BitbucketErrors.notFound("Resource");
    }

    private static ApiReply commit(
            ApiRequest request, BitbucketRepository repository, String hash) {
        return repository
                .pullRequests()
                .filter(pull -> hash.equals(pull.mergeCommit()))
                .findAny()
                .map(pull -> one(request, merge(pull, hash)))
                .orElseGet(() -> BitbucketErrors.notFound("Commit"));
    }

    private static ObjectNode merge(BitbucketPullRequest pull, String hash) {
        var json = Json.object().put("type", "commit").put("hash", hash);
        json.put("date", PullRequestJson.time(pull.mergedAt()));
        return json.put("message", "Merged in " + pull.branch());
    }

    private ApiReply pullRequests(
            ApiRequest request, BitbucketRepository repository, List<String> parts, URI base) {
        if (parts.size() == 1) {
            return list(request, repository, base);
        }
        var pull = repository.pullRequest(number(parts.get(1), -1));
        if (pull == null) {
            return BitbucketErrors.notFound("Pull request");
        }
        if (parts.size() == 2) {
            return one(request, PullRequestJson.of(pull));
        }
        return switch (parts.get(2)) {
            case "activity" ->
                    context(request, base, pull.activity().reversed(), one -> one.json(pull, lag));
            case "comments" ->
                    page(
                            request,
                            base,
                            OTHERS_MAX,
                            List.copyOf(pull.everyComment()),
                            BitbucketComment::json);
            default -> BitbucketErrors.notFound("Resource");
        };
    }

    /// Only those that are open unless it is told otherwise, the newest first.
    private ApiReply list(ApiRequest request, BitbucketRepository repository, URI base) {
        var states = request.parameters("state");
        if (!states.isEmpty() && request.parameter("sort") != null) {
            return BitbucketErrors.fault();
        }
        var filter = FilterQuery.of(request.parameter("q"));
        if (filter == null) {
            return BitbucketErrors.badRequest("Invalid query");
        }
        var wanted = states.isEmpty() ? Set.of("OPEN") : Set.copyOf(states);
        var fields = PartialJson.of(request.parameter("fields"));
        var values =
                repository
                        .pullRequests()
                        .filter(pull -> wanted.contains(pull.state().name()))
                        .filter(filter)
                        .toList();
        return page(request, base, PULL_REQUESTS_MAX, values, pull -> listed(pull, fields));
    }

    private static ObjectNode listed(BitbucketPullRequest pull, PartialJson fields) {
        var json = PullRequestJson.of(pull);
        for (var heavy : List.of("reviewers", "participants")) {
            if (!fields.names("values." + heavy)) {
                json.remove(heavy);
            }
        }
        return json;
    }

    private static ApiReply scoped(Holder holder, String scope, ReplyWriter reply) {
        return holder.scopes().contains(scope)
                ? reply.write()
                : BitbucketErrors.missingScope(List.of(scope), List.copyOf(holder.scopes()));
    }

    @FunctionalInterface
    private interface ReplyWriter {
        ApiReply write();
    }

    private static ApiReply one(ApiRequest request, ObjectNode json) {
        return BitbucketErrors.reply(200, PartialJson.of(request.parameter("fields")).of(json));
    }

    /// A page with a number.
    private <T> ApiReply page(
            ApiRequest request,
            URI base,
            int lengthMax,
            List<T> all,
            Function<T, ObjectNode> item) {
        var number = number(request.parameter("page"), 1);
        return cut(
                request,
                lengthMax,
                all,
                item,
                length -> (number - 1) * length,
                (json, length, more) -> {
                    json.put("size", all.size()).put("page", number);
                    if (more) {
                        json.put("next", next(request, base, "page", "" + (number + 1)));
                    }
                });
    }

    /// A page with a context that means nothing to the reader, as activity has it. It does not say
    /// how many there are.
    private <T> ApiReply context(
            ApiRequest request, URI base, List<T> all, Function<T, ObjectNode> item) {
        var context = request.parameter("ctx");
        var from = context == null ? 0 : number(decoded(context), -1);
        return cut(
                request,
                PULL_REQUESTS_MAX,
                all,
                item,
                _ -> from,
                (json, length, more) -> {
                    if (more) {
                        json.put("next", next(request, base, "ctx", encoded(from + length)));
                    }
                });
    }

    @FunctionalInterface
    private interface PageHead {
        void write(ObjectNode json, int length, boolean more);
    }

    private <T> ApiReply cut(
            ApiRequest request,
            int lengthMax,
            List<T> all,
            Function<T, ObjectNode> item,
            IntUnaryOperator begin,
            PageHead head) {
        var asked = number(request.parameter("pagelen"), PAGE_USUAL);
        if (asked < 1 || asked > lengthMax) {
            return BitbucketErrors.badRequest("Invalid pagelen");
        }
        var length = Math.min(asked, pageMax);
        var from = begin.applyAsInt(length);
        if (from < 0 || from > all.size()) {
            return BitbucketErrors.badRequest("Invalid page");
        }
        var to = Math.min(from + length, all.size());
        var json = Json.object().put("pagelen", length);
        var values = json.putArray("values");
        all.subList(from, to).forEach(one -> values.add(item.apply(one)));
        head.write(json, length, to < all.size());
        return one(request, json);
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private static String encoded(int from) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("from:" + from).getBytes(UTF_8));
    }

    private static @Nullable String decoded(String context) {
        try {
            return new String(Base64.getUrlDecoder().decode(context), UTF_8).replace("from:", "");
        } catch (IllegalArgumentException _) {
            return "-1";
        }
    }

    /// The same question for another page.
    private static String next(ApiRequest request, URI base, String parameter, String value) {
        var query = new LinkedHashMap<>(request.query());
        query.put(parameter, List.of(value));
        var pairs = new ArrayList<String>();
        query.forEach((name, values) ->
                values.forEach(one -> pairs.add(name + "=" + URLEncoder.encode(one, UTF_8))));
        var path = URLEncoder.encode(request.path(), UTF_8).replace("%2F", "/").replace("+", "%20");
        return base.resolve(path) + "?" + String.join("&", pairs);
    }
}
