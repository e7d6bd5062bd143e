package dev.turnaround.simulator.gitlab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.consent.AuthorizationServer;
import dev.turnaround.simulator.gitlab.GraphAnswer.Thing;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The API of a simulated GitLab 19.3 of the Free tier, at the root of a host or below a path.
///
/// Thread safety: none; tests that change it while it answers do so between answers.
public final class GitLabApi implements SimulatedApi {
    private static final int COMPLEXITY_MAX = 250;
    private static final Pattern HOOKS =
            Pattern.compile("/v4/(projects|groups)/(.+?)/hooks(?:/(\\d+))?");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final GitLabGroup group;
    private final String root;
    private final Person account;
    private String token;
    private List<String> scopes = List.of("read_api");
    private String expires = "2099-01-01";
    private UnaryOperator<ApiReply> graph = UnaryOperator.identity();
    private final GitLabHooks hooks = new GitLabHooks();
    private boolean premium;
    private int complexityMax = COMPLEXITY_MAX;
    private @Nullable AuthorizationServer consents;

    /// An API.
    ///
    /// @param root the path below which GitLab lies, such as `/gitlab`; empty for none
    /// @param account whose the token is
    public GitLabApi(GitLabGroup group, String root, Person account, String token) {
        this.group = group;
        this.root = root;
        this.account = account;
        this.token = token;
    }

    /// The hooks that are made by this API.
    public GitLabHooks hooks() {
        return hooks;
    }

    // Switches.

    /// The group has a tier that has webhooks of groups.
    public void premium() {
        premium = true;
    }

    /// The token is another from now on.
    public void rotate(String newToken) {
        token = newToken;
    }

    /// People can let an application in, and what they grant opens the API.
    public void consents(AuthorizationServer server) {
        consents = server;
    }

    /// What the token may do, and until when (a date).
    public void grant(List<String> newScopes, String newExpires) {
        scopes = newScopes;
        expires = newExpires;
    }

    /// What GraphQL answers is changed on the way, as by a server that has trouble.
    public void troubled(UnaryOperator<ApiReply> trouble) {
        graph = trouble;
    }

    /// Lowers the complexity that a query may have.
    public void limitComplexity(int most) {
        complexityMax = most;
    }

    /// The reply of the limiter for authenticated calls.
    public static ApiReply limited(Instant until, Instant now) {
        return limitedWithoutHeaders()
                .with("RateLimit-Limit", "2000")
                .with("RateLimit-Name", "throttle_authenticated_api")
                .with("RateLimit-Observed", "2001")
                .with("RateLimit-Remaining", "0")
                .with("RateLimit-Reset", Long.toString(until.getEpochSecond()))
                .with("Retry-After", Long.toString(until.getEpochSecond() - now.getEpochSecond()));
    }

    /// The reply of those limiters that do not say until when.
    public static ApiReply limitedWithoutHeaders() {
        return new ApiReply(429, Map.of("content-type", "text/plain"), "Retry later\n");
    }

    /// The reply to a token that has expired.
    public static ApiReply expiredToken() {
        return ApiReply.json(
                401,
                "{\"error\":\"invalid_token\",\"error_description\":\"Token is expired. You can"
                        + " either do re-authorization or token refresh.\"}");
    }

    /// The reply to a token that was revoked.
    public static ApiReply revokedToken() {
        return ApiReply.json(
                401,
                "{\"error\":\"invalid_token\",\"error_description\":\"Token was revoked. You have"
                        + " to re-authorize from the user.\"}");
    }

    /// The reply to a token that may do other things.
    public static ApiReply insufficientScope() {
        return ApiReply.json(
                403,
                "{\"error\":\"insufficient_scope\",\"error_description\":\"The request requires"
                        + " higher privileges than provided by the access token.\",\"scope\":\"api"
                        + " read_api\"}");
    }

    @Override
    public ApiReply answer(ApiRequest request, URI base, Instant now) {
        if (consents != null) {
            var reply = consented(consents, request, base, now);
            if (reply != null) {
                return reply;
            }
        }
        if (!request.path().startsWith(root + "/api/")) {
            return notGitLab();
        }
        var path = request.path().substring(root.length() + "/api".length());
        var graphQl = path.equals("/graphql");
        var granted =
                consents == null ? null : consents.worth(request.header("authorization"), now);
        if (granted instanceof AuthorizationServer.Worth.Expired) {
            return expiredToken();
        }
        if (granted instanceof AuthorizationServer.Worth.Revoked) {
            return revokedToken();
        }
        if (granted instanceof AuthorizationServer.Worth.Good(_, var allowed)) {
            if (!allowed.contains("read_api") && !allowed.contains("api")) {
                return insufficientScope();
            }
            if (!request.method().equals("GET") && !graphQl && !allowed.contains("api")) {
                return insufficientScope();
            }
            return graphQl ? graph.apply(graphQl(request)) : rest(path, request, base);
        }
        if (!known(request)) {
            return graphQl
                    ? ApiReply.json(401, "{\"errors\":[{\"message\":\"Invalid token\"}]}")
                    : ApiReply.json(401, "{\"message\":\"401 Unauthorized\"}");
        }
        if (LocalDate.parse(expires).isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC))) {
            return expiredToken();
        }
        if (!path.equals("/v4/personal_access_tokens/self")
                && scopes.stream().noneMatch(List.of("api", "read_api")::contains)
                && !(path.equals("/v4/user") && scopes.contains("read_user"))) {
            return insufficientScope();
        }
        var reply = graphQl ? graph.apply(graphQl(request)) : rest(path, request, base);
        return reply.with("RateLimit-Limit", "2000").with("RateLimit-Remaining", "1999");
    }

    /// <https://docs.gitlab.com/api/oauth2/#retrieve-the-token-information>
    private @Nullable ApiReply consented(
            AuthorizationServer server, ApiRequest request, URI base, Instant now) {
        if (!request.path().equals(root + "/oauth/token/info")) {
            return server.answer(request, base, now);
        }
        return switch (server.worth(request.header("authorization"), now)) {
            case AuthorizationServer.Worth.Good(var who, var allowed) -> {
                var json = Json.object().put("resource_owner_id", who.id());
                var list = json.putArray("scope");
                allowed.forEach(list::add);
                yield ApiReply.json(200, json.toString());
            }
            case AuthorizationServer.Worth.Expired _ -> expiredToken();
            case AuthorizationServer.Worth.Revoked _ -> revokedToken();
            case AuthorizationServer.Worth.Unknown _ ->
                    ApiReply.json(401, "{\"message\":\"401 Unauthorized\"}");
        };
    }

    /// What a web server answers that has GitLab elsewhere.
    private static ApiReply notGitLab() {
        return new ApiReply(
                404,
                Map.of("content-type", "text/html"),
                "<html><head><title>404 Not Found</title></head></html>");
    }

    private boolean known(ApiRequest request) {
        var bearer = request.header("authorization");
        return token.equals(request.header("private-token")) || ("Bearer " + token).equals(bearer);
    }

    private ApiReply graphQl(ApiRequest request) {
        try {
            var body = MAPPER.readTree(request.body());
            var variables =
                    MAPPER.convertValue(
                            body.path("variables"), new TypeReference<Map<String, Object>>() {});
            var query =
                    GraphQuery.read(
                            body.path("query").asText(), variables == null ? Map.of() : variables);
            var complexity = GraphAnswer.complexity(query);
            if (complexity > complexityMax) {
                return error(
                        "Query has complexity of %d, which exceeds max complexity of %d"
                                .formatted(complexity, complexityMax));
            }
            var data = GraphAnswer.of(query, new Thing<>(GitLabSchema.QUERY, group));
            var json = Json.object();
            json.set("data", data);
            return ApiReply.json(200, json.toString());
        } catch (GraphAnswer.Unknown unknown) {
            return error(String.valueOf(unknown.getMessage()));
        } catch (JsonProcessingException | IllegalArgumentException wrong) {
            return error("Parse error: " + wrong.getClass().getSimpleName());
        }
    }

    private static ApiReply error(String message) {
        var json = Json.object();
        json.putArray("errors").addObject().put("message", message);
        return ApiReply.json(200, json.toString());
    }

    private ApiReply rest(String path, ApiRequest request, URI base) {
        var parts = path.split("/", -1);
        var ofHooks = HOOKS.matcher(path);
        if (ofHooks.matches()) {
            return hooks(request, ofHooks);
        }
        return switch (path) {
            case "/v4/user" -> ApiReply.json(200, AccountJson.of(account).toString());
            case "/v4/version" -> ApiReply.json(200, "{\"version\":\"19.3.1\"}");
            case "/v4/personal_access_tokens/self" -> ApiReply.json(200, self().toString());
            case "/v4/projects" -> projects(request, base);
            case "/v4/groups" -> groups(request);
            default ->
                    parts.length == 5 && parts[2].equals("projects") && parts[4].equals("events")
                            ? events(parts[3], request, base)
                            : notFound("404 Not Found");
        };
    }

    /// Reading them takes a role that the account is taken to have; writing takes a scope.
    private ApiReply hooks(ApiRequest request, Matcher path) {
        var place = path.group(1) + "/" + path.group(2);
        var there =
                path.group(1).equals("projects")
                        ? group.projects().stream()
                                .anyMatch(one -> one.fullPath().equals(path.group(2)))
                        : premium && group.path().equals(path.group(2));
        if (!there) {
            return notFound(
                    path.group(1).equals("projects")
                            ? "404 Project Not Found"
                            : "404 Group Not Found");
        }
        if (!request.method().equals("GET") && !mayWrite(request)) {
            return insufficientScope();
        }
        var hook = path.group(3);
        return hooks.answer(request, place, hook == null ? null : (Long) Long.parseLong(hook));
    }

    /// What somebody consented to was looked at before.
    private boolean mayWrite(ApiRequest request) {
        return scopes.contains("api") || !known(request);
    }

    private static ApiReply notFound(String message) {
        return ApiReply.json(404, Json.object().put("message", message).toString());
    }

    private ObjectNode self() {
        var json = Json.object();
        json.put("id", 77).put("name", "turnaround").put("revoked", false).put("active", true);
        json.put("user_id", account.id()).put("expires_at", expires);
        var list = json.putArray("scopes");
        scopes.forEach(list::add);
        return json;
    }

    /// In the order of their numbers, by keyset, whose next page `Link` names by the number.
    private ApiReply projects(ApiRequest request, URI base) {
        var after = number(request.parameter("id_after"), 0);
        var size = number(request.parameter("per_page"), 20);
        var all = group.projects().stream().filter(project -> project.id() > after).toList();
        var page = all.subList(0, (int) Math.min(size, all.size()));
        var list = Json.object().putArray("list");
        for (var project : page) {
            list.addObject()
                    .put("id", project.id())
                    .put("path_with_namespace", project.fullPath())
                    .put("web_url", project.page());
        }
        var reply = ApiReply.json(200, list.toString()).with("x-total", "" + all.size());
        return page.size() == all.size()
                ? reply
                : reply.with(
                        "Link",
                        "<%s%s/api/v4/projects?pagination=keyset&id_after=%d>; rel=\"next\""
                                .formatted(base, root, page.getLast().id()));
    }

    /// The group and its subgroups, in pages with numbers.
    private ApiReply groups(ApiRequest request) {
        var all = List.copyOf(group.membership().teams());
        var size = (int) number(request.parameter("per_page"), 20);
        var page = (int) number(request.parameter("page"), 1);
        var from = Math.min((page - 1) * size, all.size());
        var list = Json.object().putArray("list");
        for (var one : all.subList(from, Math.min(from + size, all.size()))) {
            list.addObject()
                    .put("id", one.id())
                    .put("name", one.name())
                    .put("path", one.slug().substring(one.slug().lastIndexOf('/') + 1))
                    .put("full_path", one.slug());
        }
        return ApiReply.json(200, list.toString()).with("x-total", "" + all.size());
    }

    private ApiReply events(String project, ApiRequest request, URI base) {
        var found =
                group.projects().stream()
                        .filter(one -> Long.toString(one.id()).equals(project))
                        .findFirst()
                        .orElse(null);
        if (found == null) {
            return notFound("404 Project Not Found");
        }
        var after = request.parameter("after");
        var all =
                found.events().stream()
                        .filter(one ->
                                one.target()
                                        .equalsIgnoreCase(target(request.parameter("target_type"))))
                        .filter(one -> one.action().equals(request.parameter("action")))
                        .filter(one -> after == null || day(one).isAfter(LocalDate.parse(after)))
                        .toList();
        var size = (int) number(request.parameter("per_page"), 20);
        var page = (int) number(request.parameter("page"), 1);
        var from = Math.min((page - 1) * size, all.size());
        var rows = all.subList(from, Math.min(from + size, all.size()));
        var list = Json.object().putArray("list");
        for (var event : rows) {
            var row = list.addObject();
            row.put("project_id", found.id()).put("action_name", event.action());
            row.put("target_type", event.target()).put("target_iid", event.number());
            row.put("author_id", event.by().id());
            row.put("created_at", event.at().plusMillis(217).toString());
            row.set("author", AccountJson.of(event.by()));
        }
        var reply = ApiReply.json(200, list.toString());
        return from + rows.size() == all.size()
                ? reply
                : reply.with(
                        "Link",
                        "<%s%s/api/v4/projects/%s/events?page=%d>; rel=\"next\""
                                .formatted(base, root, project, page + 1));
    }

    private static String target(@Nullable String word) {
        return word == null ? "" : word.replace("_", "");
    }

    private static LocalDate day(GitLabEvent event) {
        return LocalDate.ofInstant(event.at(), ZoneOffset.UTC);
    }

    private static long number(@Nullable String text, long otherwise) {
        return text == null ? otherwise : Long.parseLong(text);
    }
}
