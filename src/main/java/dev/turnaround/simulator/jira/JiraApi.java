package dev.turnaround.simulator.jira;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.consent.AuthorizationServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The API of a site, as Cloud or as Data Center.
///
/// Cloud: <https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/>, at the site's own
/// address and, below `/ex/jira/` and the identity of the site, as Atlassian's gateway has it. Data
/// Center: <https://developer.atlassian.com/server/jira/platform/rest/>.
public final class JiraApi implements SimulatedApi {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String WEBHOOK = "/rest/api/3/webhook";
    private static final String GATEWAY = "/ex/jira/";
    private static final Pattern ISSUE = Pattern.compile("/issue/([^/]+)(/comment|/remotelink)?");
    private static final Duration PAGE_TOKEN_LIFE = Duration.ofDays(7);

    /// As many as the field holds; the rest has a resource of its own.
    private static final int COMMENTS_IN_FIELD_MAX = 20;

    private static final int BULK_MAX = 100;
    private static final int CHANGES_OF_MAX = 1_000;
    private static final int IDS_MAX = 5_000;
    private static final int SEARCH_DEFAULT = 50;

    private final JiraSite site;
    private final boolean cloud;
    private final String cloudId;
    private volatile @Nullable JiraToken token;
    private volatile Duration indexLag = Duration.ZERO;
    private volatile int pageMax = 100;
    private volatile @Nullable JiraProject hidden;
    private volatile @Nullable AuthorizationServer consents;
    private volatile @Nullable JiraDynamicHooks hooks;
    private volatile List<String> otherSites = List.of();

    private JiraApi(JiraSite site, boolean cloud, String cloudId, JiraToken token) {
        this.site = site;
        this.cloud = cloud;
        this.cloudId = cloudId;
        this.token = token;
    }

    /// As Cloud.
    ///
    /// @param cloudId the identity of the site at the gateway
    public static JiraApi cloud(JiraSite site, String cloudId, JiraToken token) {
        return new JiraApi(site, true, cloudId, token);
    }

    /// As Data Center.
    public static JiraApi dataCenter(JiraSite site, JiraToken token) {
        return new JiraApi(site, false, "", token);
    }

    /// From now on another token is good.
    ///
    /// @param other null for none
    public void accept(@Nullable JiraToken other) {
        token = other;
    }

    /// People can let an app in, and what they grant opens the API at the gateway.
    ///
    /// @param others addresses of further sites that it reaches
    public void consents(AuthorizationServer server, List<String> others) {
        consents = server;
        otherSites = List.copyOf(others);
    }

    /// The app that people let in can register webhooks.
    public void hooks(JiraDynamicHooks ofApp) {
        hooks = ofApp;
    }

    /// How far the index of the search is behind.
    public void indexLag(Duration lag) {
        indexLag = lag;
    }

    /// How many issues, projects, comments or changes a page holds at most, whatever is asked for.
    public void pagesOf(int max) {
        pageMax = max;
    }

    /// The account may no longer see a project, and Jira says nothing of it.
    public void hide(JiraProject project) {
        hidden = project;
    }

    @Override
    public ApiReply answer(ApiRequest request, URI base, Instant now) {
        var path = request.path();
        var server = consents;
        if (server != null) {
            var reply =
                    path.equals("/oauth/token/accessible-resources")
                            ? reachable(server, request, now)
                            : server.answer(request, base, now);
            if (reply != null) {
                return reply;
            }
        }
        if (cloud && path.equals("/_edge/tenant_info")) {
            return reply(Json.object().put("cloudId", cloudId));
        }
        var gateway = GATEWAY + cloudId;
        var atGateway = cloud && path.startsWith(gateway + "/");
        var inner = atGateway ? path.substring(gateway.length()) : path;
        var where = base + (atGateway ? gateway : "");
        if (server != null
                && atGateway
                && server.worth(request.header("authorization"), now)
                        instanceof AuthorizationServer.Worth.Good(_, var granted)) {
            var ofApp = hooks;
            if (ofApp != null && inner.startsWith(WEBHOOK)) {
                return granted.containsAll(Set.of("read:jira-work", "manage:jira-webhook"))
                        ? ofApp.answer(request, inner.substring(WEBHOOK.length()), now)
                        : JiraReplies.outOfScope();
            }
            return granted.contains(scope(inner))
                    ? new Asked(request, inner, where, now).answer()
                    : JiraReplies.outOfScope();
        }
        var good = token;
        if (good == null || !good.isIn(request.header("authorization"))) {
            return stranger(request, inner, atGateway, where);
        }
        if (cloud && atGateway == (good.scopes() == null)) {
            return JiraReplies.unauthenticated();
        }
        if (!good.may(scope(inner))) {
            return JiraReplies.outOfScope();
        }
        return new Asked(request, inner, where, now).answer();
    }

    private static String scope(String resource) {
        return resource.endsWith("/myself") ? "read:jira-user" : "read:jira-work";
    }

    /// The sites that a grant reaches, and another product's.
    private ApiReply reachable(AuthorizationServer server, ApiRequest request, Instant now) {
        if (!(server.worth(request.header("authorization"), now)
                instanceof AuthorizationServer.Worth.Good(_, var granted))) {
            return JiraReplies.unauthenticated();
        }
        var list = Json.object().putArray("list");
        var wiki = list.addObject().put("id", cloudId).put("url", site.address());
        wiki.put("name", "acme").putArray("scopes").add("read:confluence-content.summary");
        var addresses = new ArrayList<>(List.of(site.address()));
        addresses.addAll(otherSites);
        for (var at = 0; at < addresses.size(); at++) {
            var one = list.addObject().put("id", at == 0 ? cloudId : "00000000-0000-0000-" + at);
            var scopes = one.put("url", addresses.get(at)).put("name", "acme").putArray("scopes");
            granted.stream().filter(scope -> scope.contains("jira")).forEach(scopes::add);
        }
        return ApiReply.json(200, list.toString());
    }

    /// Some of Cloud's resources answer to anybody, and so to a token that has ended: with nothing,
    /// and a header that says so.
    private ApiReply stranger(ApiRequest request, String path, boolean atGateway, String where) {
        if (atGateway) {
            return JiraReplies.unauthenticated();
        }
        var failed = request.header("authorization") != null;
        var reply =
                switch (path) {
                    case "/rest/api/2/serverInfo", "/rest/api/3/serverInfo" -> reply(serverInfo());
                    case "/rest/api/3/project/search" ->
                            cloud ? reply(noProjects(where)) : JiraReplies.unauthenticated();
                    default -> JiraReplies.unauthenticated();
                };
        return failed ? reply.with("X-Seraph-LoginReason", "AUTHENTICATED_FAILED") : reply;
    }

    private static ObjectNode noProjects(String where) {
        var page = Json.object().put("self", where + "/rest/api/3/project/search");
        page.put("maxResults", 50).put("startAt", 0).put("total", 0).put("isLast", true);
        page.putArray("values");
        return page;
    }

    private ObjectNode serverInfo() {
        var info = Json.object().put("baseUrl", site.address());
        info.put("version", cloud ? "1001.0.0-SNAPSHOT" : "9.12.4");
        info.put("deploymentType", cloud ? "Cloud" : "Server");
        return info.put("serverTitle", "Jira");
    }

    private static ApiReply reply(JsonNode json) {
        return ApiReply.json(200, json.toString())
                .with("X-RateLimit-Limit", "100")
                .with("X-RateLimit-Remaining", "99");
    }

    /// A question of somebody who is signed in.
    private final class Asked {
        private final ApiRequest request;
        private final String path;
        private final String where;
        private final Instant now;
        private final IssueJson json;

        Asked(ApiRequest request, String path, String where, Instant now) {
            this.request = request;
            this.path = path;
            this.where = where;
            this.now = now;
            this.json = new IssueJson(site, cloud, where);
        }

        ApiReply answer() {
            var version = cloud ? "/rest/api/3" : "/rest/api/2";
            if (path.endsWith("/serverInfo")) {
                return reply(serverInfo());
            }
            if (!path.startsWith(version + "/")) {
                return missing();
            }
            var resource = path.substring(version.length());
            if (path.startsWith(WEBHOOK)) {
                return JiraReplies.errors(403, "Only Connect and OAuth 2.0 apps can use this.");
            }
            var posted = request.method().equals("POST");
            return switch (resource) {
                case "/myself" -> reply(myself());
                case "/mypermissions" -> permissions();
                case "/status" -> reply(statuses());
                case "/project" -> cloud ? gone() : reply(projects());
                case "/project/search" -> cloud ? projectPage() : missing();
                case "/search" -> cloud ? gone() : search();
                case "/search/jql" -> cloud ? searchByToken() : missing();
                case "/search/approximate-count" -> cloud && posted ? count() : missing();
                case "/issue/bulkfetch" -> cloud && posted ? bulk() : missing();
                case "/changelog/bulkfetch" -> cloud && posted ? changes() : missing();
                default ->
                        resource.startsWith("/project/")
                                ? project(resource.substring("/project/".length()))
                                : issue(resource);
            };
        }

        private ApiReply missing() {
            return JiraReplies.errors(404, "null for uri: " + path);
        }

        private ApiReply gone() {
            return JiraReplies.errors(
                    410,
                    "The requested API has been removed. Please migrate to the"
                            + " /rest/api/3/search/jql API.");
        }

        private ObjectNode myself() {
            var me = Json.object();
            if (cloud) {
                me.put("accountId", "5b10a2844c20165700ede21g").put("accountType", "atlassian");
            } else {
                me.put("key", "JIRAUSER10001").put("name", "steward");
            }
            return me.put("displayName", "steward")
                    .put("active", true)
                    .put("timeZone", JiraIssue.ZONE.getId());
        }

        private ApiReply permissions() {
            if (cloud && request.parameter("permissions") == null) {
                return JiraReplies.errors(400, "The permissions query parameter is required.");
            }
            var permissions = Json.object();
            permissions
                    .putObject("permissions")
                    .putObject("BROWSE_PROJECTS")
                    .put("id", "10")
                    .put("key", "BROWSE_PROJECTS")
                    .put("name", "Browse Projects")
                    .put("type", "PROJECT")
                    .put("havePermission", !seen().isEmpty());
            return reply(permissions);
        }

        private ArrayNode statuses() {
            var all = JsonNodeFactory.instance.arrayNode();
            for (var status : JiraStatus.values()) {
                var one = all.addObject().put("id", status.id()).put("name", status.title());
                one.put("self", where + "/rest/api/2/status/" + status.id());
                one.putObject("statusCategory")
                        .put("id", status.categoryId())
                        .put("key", status.category());
            }
            return all;
        }

        // Projects.

        private List<JiraProject> seen() {
            return site.projects().stream().filter(one -> one != hidden).toList();
        }

        private ArrayNode projects() {
            var all = JsonNodeFactory.instance.arrayNode();
            seen().forEach(project -> all.add(project.json()));
            return all;
        }

        private ApiReply projectPage() {
            var start = number("startAt", 0);
            var max = Math.min(number("maxResults", 50), pageMax);
            var all = seen().stream().sorted(Comparator.comparing(JiraProject::key)).toList();
            var page = Json.object().put("self", where + path);
            page.put("maxResults", max).put("startAt", start).put("total", all.size());
            page.put("isLast", start + max >= all.size());
            var values = page.putArray("values");
            all.stream().skip(start).limit(max).forEach(one -> values.add(one.json()));
            return reply(page);
        }

        private ApiReply project(String name) {
            return seen().stream()
                    .filter(one -> one.key().equals(name) || Long.toString(one.id()).equals(name))
                    .findFirst()
                    .map(one -> reply(one.json()))
                    .orElseGet(() ->
                            JiraReplies.errors(
                                    404, "No project could be found with id '" + name + "'."));
        }

        private int number(String parameter, int otherwise) {
            var value = request.parameter(parameter);
            return value == null ? otherwise : Integer.parseInt(value);
        }

        // Search.

        private List<JiraIssue> found(Predicate<Jql.Entry> condition) {
            var known = now.minus(indexLag);
            var found = new ArrayList<JiraIssue>();
            for (var issue : site.issues().values()) {
                var touched = issue.touchedAsOf(known);
                var moved = issue.movedAsOf(known);
                if (touched != null
                        && moved != null
                        && sees(issue)
                        && condition.test(new Jql.Entry(issue, touched, moved))) {
                    found.add(issue);
                }
            }
            found.sort(Comparator.comparing(JiraIssue::createdAt).thenComparingLong(JiraIssue::id));
            return found;
        }

        private boolean sees(JiraIssue issue) {
            return !issue.isRestricted() && issue.project() != hidden;
        }

        private ApiReply searchByToken() {
            var body = asked();
            var jql = body.path("jql").asText();
            var wanted = texts(body.path("fields"));
            var max = body.path("maxResults").asInt(SEARCH_DEFAULT);
            var whole = wanted.stream().anyMatch(name -> !name.equals("id") && !name.equals("key"));
            max = Math.min(Math.min(max, pageMax), whole ? BULK_MAX : IDS_MAX);
            try {
                var found = found(Jql.parse(site, jql, now));
                var page = Json.object();
                var issues = page.putArray("issues");
                var from = PageToken.read(body.path("nextPageToken").asText(""), jql);
                if (from == null || from.issued().plus(PAGE_TOKEN_LIFE).isBefore(now)) {
                    return JiraReplies.pageExpired();
                }
                var rest = found.stream().filter(from::isBefore).toList();
                for (var issue : rest.subList(0, Math.min(max, rest.size()))) {
                    var one = json.of(issue, wanted, COMMENTS_IN_FIELD_MAX);
                    issues.add(wanted.contains("key") || whole ? one : identity(one));
                }
                page.put("isLast", rest.size() <= max);
                if (rest.size() > max) {
                    page.put("nextPageToken", PageToken.after(rest.get(max - 1), now).write(jql));
                }
                return reply(page);
            } catch (Jql.Refused refused) {
                return JiraReplies.errors(400, refused.why());
            }
        }

        private static ObjectNode identity(ObjectNode issue) {
            return Json.object().put("id", issue.path("id").asText());
        }

        private ApiReply count() {
            try {
                var found = found(Jql.parse(site, asked().path("jql").asText(), now));
                return reply(Json.object().put("count", found.size()));
            } catch (Jql.Refused refused) {
                return JiraReplies.errors(400, refused.why());
            }
        }

        private ApiReply search() {
            var jql = request.parameter("jql") == null ? "" : request.parameter("jql");
            var start = number("startAt", 0);
            var max = Math.min(number("maxResults", SEARCH_DEFAULT), pageMax);
            var fields = request.parameter("fields") == null ? "" : request.parameter("fields");
            try {
                var found = found(Jql.parse(site, jql == null ? "" : jql, now));
                var page = Json.object().put("expand", "schema,names");
                page.put("startAt", start).put("maxResults", max).put("total", found.size());
                var issues = page.putArray("issues");
                for (var issue : found.stream().skip(start).limit(max).toList()) {
                    var one =
                            json.of(
                                    issue,
                                    List.of((fields == null ? "" : fields).split(",", -1)),
                                    Integer.MAX_VALUE);
                    if ("changelog".equals(request.parameter("expand"))) {
                        one.set("changelog", json.changelog(issue));
                    }
                    issues.add(one);
                }
                return reply(page);
            } catch (Jql.Refused refused) {
                return JiraReplies.errors(400, refused.why());
            }
        }

        // Issues.

        private ApiReply bulk() {
            var body = asked();
            var wanted = texts(body.path("issueIdsOrKeys"));
            if (wanted.size() > BULK_MAX) {
                return JiraReplies.errors(400, "You can only fetch up to 100 issues at a time.");
            }
            var fields = texts(body.path("fields"));
            var reply = Json.object().put("expand", "schema,names");
            reply.putArray("issueErrors");
            var issues = reply.putArray("issues");
            for (var issue : these(wanted)) {
                issues.add(json.of(issue, fields, COMMENTS_IN_FIELD_MAX));
            }
            return reply(reply);
        }

        /// In the order of their identities; those that are not there or not seen are left out.
        private List<JiraIssue> these(Set<String> wanted) {
            return site.issues().values().stream()
                    .filter(issue ->
                            sees(issue)
                                    && (wanted.contains(Long.toString(issue.id()))
                                            || wanted.contains(issue.key())))
                    .toList();
        }

        private record Line(JiraIssue issue, JiraChange change) {}

        private ApiReply changes() {
            var body = asked();
            var wanted = texts(body.path("issueIdsOrKeys"));
            var fieldIds = texts(body.path("fieldIds"));
            if (wanted.isEmpty() || wanted.size() > CHANGES_OF_MAX || fieldIds.size() > 10) {
                return JiraReplies.errors(400, "The request is too large, or empty.");
            }
            var lines = new ArrayList<Line>();
            for (var issue : these(wanted)) {
                for (var change : issue.changes()) {
                    if (IssueJson.isAbout(change, fieldIds)) {
                        lines.add(new Line(issue, change));
                    }
                }
            }
            var start = body.path("nextPageToken").asInt(0);
            var max = Math.min(body.path("maxResults").asInt(1_000), pageMax);
            var end = Math.min(lines.size(), start + max);
            var page = Json.object();
            logs(page.putArray("issueChangeLogs"), lines.subList(Math.min(start, end), end));
            if (end < lines.size()) {
                page.put("nextPageToken", Integer.toString(end));
            }
            return reply(page);
        }

        private void logs(ArrayNode logs, List<Line> lines) {
            JiraIssue current = null;
            var histories = JsonNodeFactory.instance.arrayNode();
            for (var line : lines) {
                if (line.issue() != current) {
                    current = line.issue();
                    var log = logs.addObject().put("issueId", Long.toString(current.id()));
                    histories = log.putArray("changeHistories");
                }
                histories.add(
                        json.history(line.change())
                                .put("created", line.change().at().toEpochMilli()));
            }
        }

        private ApiReply issue(String resource) {
            var matcher = ISSUE.matcher(resource);
            if (!matcher.matches()) {
                return missing();
            }
            var wanted = Set.of(matcher.group(1));
            var issue = these(wanted).stream().findFirst().orElse(null);
            if (issue == null) {
                return unseen(wanted);
            }
            if ("/remotelink".equals(matcher.group(2))) {
                return reply(JsonNodeFactory.instance.arrayNode());
            }
            if ("/comment".equals(matcher.group(2))) {
                var max = Math.min(number("maxResults", 50), pageMax);
                return reply(json.comments(issue, number("startAt", 0), max));
            }
            return reply(json.of(issue, Set.of("created", "project"), COMMENTS_IN_FIELD_MAX));
        }

        /// Cloud says the same of an issue that is gone and of one that may not be seen.
        private ApiReply unseen(Set<String> wanted) {
            if (cloud) {
                return JiraReplies.errors(
                        404, "Issue does not exist or you do not have permission to see it.");
            }
            var there =
                    site.issues().values().stream()
                            .anyMatch(one ->
                                    wanted.contains(Long.toString(one.id()))
                                            || wanted.contains(one.key()));
            return there
                    ? JiraReplies.errors(
                            403, "You do not have the permission to see the specified issue.")
                    : JiraReplies.errors(404, "Issue Does Not Exist");
        }

        private JsonNode asked() {
            try {
                return MAPPER.readTree(request.body());
            } catch (JsonProcessingException _) {
                return Json.object();
            }
        }

        private static Set<String> texts(JsonNode list) {
            var texts = new LinkedHashSet<String>();
            list.forEach(one -> texts.add(one.asText()));
            return texts;
        }
    }

    /// Where a page of a search begins: behind an issue, in the order of creation.
    private record PageToken(Instant createdAt, long issue, Instant issued) {
        private static final PageToken FIRST =
                new PageToken(Instant.MIN, 0, Instant.MAX.minusSeconds(1_000_000));

        static PageToken after(JiraIssue issue, Instant now) {
            return new PageToken(issue.createdAt(), issue.id(), now);
        }

        boolean isBefore(JiraIssue other) {
            var order = createdAt.compareTo(other.createdAt());
            return order < 0 || (order == 0 && issue < other.id());
        }

        String write(String jql) {
            var text =
                    "%d:%d:%d:%d"
                            .formatted(
                                    createdAt.toEpochMilli(),
                                    issue,
                                    issued.toEpochMilli(),
                                    jql.hashCode());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
        }

        static @Nullable PageToken read(String token, String jql) {
            if (token.isEmpty()) {
                return FIRST;
            }
            try {
                var parts =
                        List.of(
                                new String(Base64.getUrlDecoder().decode(token), UTF_8)
                                        .split(":", -1));
                return Integer.parseInt(parts.get(3)) == jql.hashCode()
                        ? new PageToken(
                                Instant.ofEpochMilli(Long.parseLong(parts.get(0))),
                                Long.parseLong(parts.get(1)),
                                Instant.ofEpochMilli(Long.parseLong(parts.get(2))))
                        : null;
            } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
                return null;
            }
        }
    }
}
