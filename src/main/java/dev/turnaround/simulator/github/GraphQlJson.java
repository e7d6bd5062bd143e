package dev.turnaround.simulator.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Pull requests and issues as GraphQL writes them, as far as a query asks for what is here: the
/// numbers of 64 bits are texts, states are in capitals, and bots have lost the suffix of their
/// names.
final class GraphQlJson {
    private static final Pattern ITEM = Pattern.compile("\\b([A-Z_]+_EVENT)\\b");

    private final String query;
    private final Map<String, Integer> lengths = new HashMap<>();
    private final Map<String, Set<String>> types = new HashMap<>();

    /// Answers to a query.
    GraphQlJson(String query) {
        this.query = query;
    }

    /// How long a list shall be, by the query's own words.
    ///
    /// @param part the name of the operation or fragment that asks for it
    int first(String part, String list) {
        return lengths.computeIfAbsent(part + "." + list, _ -> asked(part, list));
    }

    private int asked(String part, String list) {
        var asked =
                Pattern.compile("\\b" + list + "\\(\\s*first:\\s*(\\d+)").matcher(section(part));
        return asked.find() ? Integer.parseInt(asked.group(1)) : 0;
    }

    private String section(String part) {
        var begin = Pattern.compile("(?m)^(query|fragment) " + part + "\\b").matcher(query);
        if (!begin.find()) {
            return "";
        }
        var end = query.indexOf("\n}\n", begin.start());
        return query.substring(begin.start(), end < 0 ? query.length() : end);
    }

    private Set<String> itemTypes(String part) {
        return types.computeIfAbsent(part, this::askedTypes);
    }

    private Set<String> askedTypes(String part) {
        var asked = new HashSet<String>();
        var found = ITEM.matcher(section(part));
        while (found.find()) {
            asked.add(found.group(1));
        }
        return asked;
    }

    /// A pull request with the beginnings of its lists.
    ObjectNode pullRequest(GitHubPullRequest pull) {
        var part = "WholePullRequest";
        var json = Payload.object();
        json.put("id", nodeId(pull)).put("fullDatabaseId", Long.toString(pull.id()));
        json.put("number", pull.number()).put("url", pull.page());
        json.put("state", pull.mergedAt() != null ? "MERGED" : pull.open() ? "OPEN" : "CLOSED");
        json.put("isDraft", pull.draft());
        json.put("createdAt", Payload.time(pull.createdAt()));
        json.put("updatedAt", Payload.time(pull.updatedAt()));
        json.put("closedAt", Payload.time(pull.closedAt()));
        json.put("mergedAt", Payload.time(pull.mergedAt()));
        json.put("title", pull.title()).put("body", pull.body() == null ? "" : pull.body());
        json.put("isCrossRepository", false);
        json.put("headRefName", pull.branch()).put("baseRefName", pull.baseBranch());
        json.put("additions", pull.size().additions());
        json.put("deletions", pull.size().deletions());
        json.put("changedFiles", pull.size().changedFiles());
        json.set("author", actor(pull.author()));
        json.set("mergedBy", actor(pull.mergedBy()));
        var commits = json.putObject("commits").put("totalCount", pull.size().commits());
        commits.putArray("nodes")
                .addObject()
                .putObject("commit")
                .put("authoredDate", Payload.time(pull.firstCommitAt()));
        json.putObject("closingIssuesReferences").putArray("nodes");
        json.set("reviews", reviews(pull, first(part, "reviews"), null));
        json.set("comments", comments(pull, first(part, "comments"), null));
        json.set("timelineItems", timeline(pull, part, first(part, "timelineItems"), null));
        return json;
    }

    ObjectNode reviews(GitHubPullRequest pull, int first, @Nullable String after) {
        return connection(
                List.copyOf(pull.reviews()), first, after, review -> review(pull, review));
    }

    private ObjectNode review(GitHubPullRequest pull, GitHubReview review) {
        var json = Payload.object();
        json.put("id", NodeId.of("PRR", pull.repository().id(), review.id()));
        json.put("fullDatabaseId", Long.toString(review.id()));
        json.put("state", review.state().name());
        json.put("submittedAt", Payload.time(review.submittedAt()));
        json.set("author", actor(review.by()));
        json.set(
                "comments",
                reviewComments(pull, review.id(), first("SomeReviews", "comments"), null));
        return json;
    }

    ObjectNode reviewComments(
            GitHubPullRequest pull, long review, int first, @Nullable String after) {
        var of =
                pull.lineComments().stream()
                        .filter(one -> one.place() != null && one.place().reviewId() == review)
                        .toList();
        return connection(
                of,
                first,
                after,
                comment -> {
                    var json = Payload.object();
                    json.put("fullDatabaseId", Long.toString(comment.id()));
                    json.put("createdAt", Payload.time(comment.createdAt()));
                    json.put("publishedAt", Payload.time(publishedAt(pull, review, comment)));
                    json.set("author", actor(comment.by()));
                    return json;
                });
    }

    private static Instant publishedAt(GitHubPullRequest pull, long review, GitHubComment comment) {
        return pull.reviews().stream()
                .filter(one -> one.id() == review)
                .map(GitHubReview::submittedAt)
                .findFirst()
                .orElse(comment.createdAt());
    }

    ObjectNode comments(GitHubPullRequest pull, int first, @Nullable String after) {
        return connection(List.copyOf(pull.conversation()), first, after, GraphQlJson::comment);
    }

    /// @param part the operation or fragment whose `itemTypes` count
    ObjectNode timeline(GitHubPullRequest pull, String part, int first, @Nullable String after) {
        var types = itemTypes(part);
        var events =
                pull.timeline().stream()
                        .filter(event -> types.contains(event.kind().item()))
                        .sorted(Comparator.comparing(GitHubEvent::at))
                        .toList();
        return connection(events, first, after, event -> event(pull, event));
    }

    private static ObjectNode event(GitHubPullRequest pull, GitHubEvent event) {
        var json = Payload.object().put("__typename", event.kind().type());
        json.put(
                "id",
                NodeId.of(event.kind().prefix(), pull.repository().id(), pull.id(), event.id()));
        json.put("createdAt", Payload.time(event.at()));
        json.set("actor", actor(event.by()));
        switch (event.kind()) {
            case REVIEW_REQUESTED, REVIEW_REQUEST_REMOVED ->
                    json.set("requestedReviewer", reviewer(event));
            case REVIEW_DISMISSED -> {
                json.put("previousReviewState", String.valueOf(event.was()));
                json.putObject("review").put("fullDatabaseId", String.valueOf(event.review()));
            }
            case HEAD_REF_FORCE_PUSHED -> {
                json.putObject("beforeCommit").put("oid", event.before());
                json.putObject("afterCommit").put("oid", event.after());
            }
            case READY_FOR_REVIEW, CONVERT_TO_DRAFT, MERGED, CLOSED, REOPENED -> {}
        }
        return json;
    }

    /// An issue with the beginnings of its lists.
    ObjectNode issue(GitHubIssue issue) {
        var part = "WholeIssue";
        var json = Payload.object();
        json.put("id", issue.nodeId()).put("fullDatabaseId", Long.toString(issue.id()));
        json.put("number", issue.number()).put("url", issue.page());
        json.put("title", issue.title()).put("body", issue.body());
        json.put("createdAt", Payload.time(issue.createdAt()));
        json.put("updatedAt", Payload.time(issue.updatedAt()));
        json.put("closedAt", Payload.time(issue.closedAt()));
        json.putObject("repository")
                .put("databaseId", issue.repository().id())
                .put("nameWithOwner", issue.repository().fullName());
        json.set("author", actor(issue.author()));
        var assignees = json.putObject("assignees").putArray("nodes");
        issue.assignees().stream()
                .limit(first(part, "assignees"))
                .forEach(person -> assignees.add(actor(person)));
        json.set("comments", comments(issue, first(part, "comments"), null));
        json.set("timelineItems", timeline(issue, part, first(part, "timelineItems"), null));
        return json;
    }

    ObjectNode comments(GitHubIssue issue, int first, @Nullable String after) {
        return connection(List.copyOf(issue.comments()), first, after, GraphQlJson::comment);
    }

    /// @param part the operation or fragment whose `itemTypes` count
    ObjectNode timeline(GitHubIssue issue, String part, int first, @Nullable String after) {
        var types = itemTypes(part);
        var events = issue.events().stream().filter(one -> types.contains(one.item())).toList();
        return connection(
                events,
                first,
                after,
                event -> {
                    var json = Payload.object().put("__typename", event.type());
                    json.put("createdAt", Payload.time(event.at()));
                    json.set("actor", actor(event.by()));
                    if (event.assignee() != null) {
                        json.set("assignee", actor(event.assignee()));
                    }
                    return json;
                });
    }

    private static ObjectNode comment(GitHubComment comment) {
        var json = Payload.object();
        json.put("fullDatabaseId", Long.toString(comment.id()));
        json.put("createdAt", Payload.time(comment.createdAt()));
        json.set("author", actor(comment.by()));
        return json;
    }

    private static @Nullable ObjectNode reviewer(GitHubEvent event) {
        var team = event.team();
        return team == null
                ? actor(event.reviewer())
                : Payload.object()
                        .put("__typename", "Team")
                        .put("databaseId", team.id())
                        .put("slug", team.slug());
    }

    static @Nullable ObjectNode actor(@Nullable Person person) {
        if (person == null) {
            return null;
        }
        var bot = person.kind() == Person.Kind.BOT;
        return Payload.object()
                .put("__typename", bot ? "Bot" : "User")
                .put("login", person.login().replace("[bot]", ""))
                .put("databaseId", person.id());
    }

    static String nodeId(GitHubPullRequest pull) {
        return NodeId.of("PR", pull.repository().id(), pull.id());
    }

    static ObjectNode repository(GitHubRepository repository) {
        return Payload.object()
                .put("id", NodeId.of("R", repository.id()))
                .put("databaseId", repository.id())
                .put("nameWithOwner", repository.fullName());
    }

    /// A page of a list that only grows at its end.
    private static <T> ObjectNode connection(
            List<T> all, int first, @Nullable String after, Function<T, ObjectNode> write) {
        var begin = after == null ? 0 : place(after);
        var end = Math.min(all.size(), begin + Math.max(first, 0));
        var nodes = new ArrayList<ObjectNode>();
        all.subList(Math.min(begin, end), end).forEach(one -> nodes.add(write.apply(one)));
        return page(nodes, end < all.size(), end == 0 ? null : cursor("" + end), all.size());
    }

    static ObjectNode page(
            List<ObjectNode> nodes, boolean more, @Nullable String end, int totalCount) {
        var json = Payload.object().put("totalCount", totalCount);
        json.putObject("pageInfo").put("hasNextPage", more).put("endCursor", end);
        json.putArray("nodes").addAll(nodes);
        return json;
    }

    static String cursor(String place) {
        return Base64.getEncoder().encodeToString(("cursor:v2:" + place).getBytes(UTF_8));
    }

    /// What [#cursor] was made of.
    ///
    /// @throws IllegalArgumentException when it was none
    static String uncursor(String cursor) {
        var text = new String(Base64.getDecoder().decode(cursor), UTF_8);
        if (!text.startsWith("cursor:v2:")) {
            throw new IllegalArgumentException("no cursor");
        }
        return text.substring("cursor:v2:".length());
    }

    private static int place(String cursor) {
        return Math.max(0, Integer.parseInt(uncursor(cursor)));
    }
}
