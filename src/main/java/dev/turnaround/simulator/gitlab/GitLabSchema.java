package dev.turnaround.simulator.gitlab;

import dev.turnaround.simulator.Membership;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Team;
import dev.turnaround.simulator.gitlab.GraphAnswer.Field;
import dev.turnaround.simulator.gitlab.GraphAnswer.Shape;
import dev.turnaround.simulator.gitlab.GraphAnswer.Thing;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The parts of GitLab's GraphQL schema that the simulation has something for. Bodies of notes and
/// fields of the paid editions are among them, so that asking for them is seen.
///
/// <https://docs.gitlab.com/api/graphql/reference/>
final class GitLabSchema {
    private static final Shape<Person> USER =
            new Shape<>(
                    "UserCore",
                    Map.of(
                            "id", (one, _) -> "gid://gitlab/User/" + one.id(),
                            "username", (one, _) -> AccountJson.username(one),
                            "name", (one, _) -> one.login()));

    /// Somebody in a group, as the group's members see them.
    private record Member(Membership membership, Person person) {}

    private static final Shape<Member> MEMBER_USER =
            new Shape<>(
                    "UserCore",
                    Map.of(
                            "id", (one, _) -> "gid://gitlab/User/" + one.person().id(),
                            "username", (one, _) -> AccountJson.username(one.person()),
                            "name", (one, _) -> one.membership().name(one.person()),
                            "publicEmail", (one, _) -> one.membership().email(one.person())));

    private static final Shape<Member> MEMBER =
            new Shape<>("GroupMember", Map.of("user", (one, _) -> new Thing<>(MEMBER_USER, one)));

    /// A group or subgroup.
    private record Subgroup(Membership membership, Team team) {}

    private static final Shape<Subgroup> GROUP =
            new Shape<>(
                    "Group",
                    Map.of(
                            "groupMembers",
                            (one, asked) ->
                                    GraphAnswer.connection(
                                            MEMBER,
                                            members(one),
                                            asked,
                                            member -> place(member.person()))));

    private static final Shape<String> METADATA =
            new Shape<>("SystemNoteMetadata", Map.of("action", (action, _) -> action));

    private static final Shape<GitLabNote> NOTE =
            new Shape<>(
                    "Note",
                    Map.of(
                            "id", (one, _) -> "gid://gitlab/Note/" + one.id(),
                            "body", (one, _) -> one.text(),
                            "createdAt", (one, _) -> time(one.at()),
                            "system", (one, _) -> one.system(),
                            "author", (one, _) -> new Thing<>(USER, one.author()),
                            "systemNoteMetadata",
                                    (one, _) ->
                                            one.action() == null
                                                    ? null
                                                    : new Thing<>(METADATA, one.action())));

    private static final Shape<GitLabMergeRequest> DIFF_STATS =
            new Shape<>(
                    "DiffStatsSummary",
                    Map.of(
                            "additions", (one, _) -> one.id() % 400 + 1,
                            "deletions", (one, _) -> one.id() % 90,
                            "fileCount", (one, _) -> one.id() % 12 + 1));

    private static final Shape<GitLabMergeRequest> MERGE_REQUEST =
            new Shape<>(
                    "MergeRequest",
                    Map.ofEntries(
                            field("id", (one, _) -> "gid://gitlab/MergeRequest/" + one.id()),
                            field("iid", (one, _) -> Integer.toString(one.number())),
                            field("state", (one, _) -> one.state().word()),
                            field("draft", (one, _) -> one.draft()),
                            field("title", (one, _) -> one.title()),
                            field("description", (one, _) -> one.description()),
                            field("createdAt", (one, _) -> time(one.createdAt())),
                            field("updatedAt", (one, _) -> time(one.updatedAt())),
                            field("closedAt", (one, _) -> time(one.closedAt())),
                            field("mergedAt", (one, _) -> time(one.mergedAt())),
                            field("webUrl", (one, _) -> one.page()),
                            field("sourceBranch", (one, _) -> one.branch()),
                            field("targetBranch", (_, _) -> "main"),
                            field("diffHeadSha", (one, _) -> one.headSha()),
                            field("author", (one, _) -> new Thing<>(USER, one.author())),
                            field("mergeUser", (one, _) -> user(one.merger())),
                            field("diffStatsSummary", (one, _) -> new Thing<>(DIFF_STATS, one)),
                            field(
                                    "reviewers",
                                    (one, asked) ->
                                            GraphAnswer.connection(
                                                    USER,
                                                    sorted(one.reviewers().keySet().stream()),
                                                    asked,
                                                    GitLabSchema::place)),
                            field(
                                    "notes",
                                    (one, asked) ->
                                            GraphAnswer.connection(
                                                    NOTE,
                                                    inOrder(one.notes()),
                                                    asked,
                                                    GitLabSchema::place))));

    private static final Shape<GitLabIssue> ISSUE =
            new Shape<>(
                    "Issue",
                    Map.ofEntries(
                            field("id", (one, _) -> "gid://gitlab/Issue/" + one.id()),
                            field("iid", (one, _) -> Integer.toString(one.number())),
                            field("state", (one, _) -> one.open() ? "opened" : "closed"),
                            field("type", (_, _) -> "ISSUE"),
                            field("title", (one, _) -> one.title()),
                            field("description", (one, _) -> one.description()),
                            field("createdAt", (one, _) -> time(one.createdAt())),
                            field("updatedAt", (one, _) -> time(one.updatedAt())),
                            field("closedAt", (one, _) -> time(one.closedAt())),
                            field("webUrl", (one, _) -> one.page()),
                            field("timeEstimate", (_, _) -> 0),
                            field("author", (one, _) -> new Thing<>(USER, one.author())),
                            field(
                                    "assignees",
                                    (one, asked) ->
                                            GraphAnswer.connection(
                                                    USER,
                                                    List.copyOf(one.assignees()),
                                                    asked,
                                                    GitLabSchema::place)),
                            field(
                                    "notes",
                                    (one, asked) ->
                                            GraphAnswer.connection(
                                                    NOTE,
                                                    inOrder(one.notes()),
                                                    asked,
                                                    GitLabSchema::place))));

    private static final Shape<GitLabProject> PROJECT =
            new Shape<>(
                    "Project",
                    Map.of(
                            "id", (one, _) -> "gid://gitlab/Project/" + one.id(),
                            "fullPath", (one, _) -> one.fullPath(),
                            "webUrl", (one, _) -> one.page(),
                            "mergeRequests",
                                    (one, asked) ->
                                            GraphAnswer.connection(
                                                    MERGE_REQUEST,
                                                    mergeRequests(one, asked),
                                                    asked,
                                                    GitLabSchema::place),
                            "issues",
                                    (one, asked) ->
                                            GraphAnswer.connection(
                                                    ISSUE,
                                                    issues(one, asked),
                                                    asked,
                                                    GitLabSchema::place)));

    static final Shape<GitLabGroup> QUERY =
            new Shape<>(
                    "Query",
                    Map.of(
                            "projects",
                                    (group, asked) ->
                                            GraphAnswer.connection(
                                                    PROJECT,
                                                    projects(group, asked),
                                                    asked,
                                                    one -> place(one.id())),
                            "issue",
                                    (group, asked) -> {
                                        var issue = issue(group, asked.get("id"));
                                        return issue == null ? null : new Thing<>(ISSUE, issue);
                                    },
                            "note",
                                    (group, asked) -> {
                                        var note = note(group, asked.get("id"));
                                        return note == null ? null : new Thing<>(NOTE, note);
                                    },
                            "group", (group, asked) -> subgroup(group, asked.get("fullPath")),
                            "users",
                                    (group, asked) ->
                                            GraphAnswer.connection(
                                                    USER,
                                                    users(group, asked),
                                                    asked,
                                                    GitLabSchema::place)));

    private GitLabSchema() {}

    private static <T> Map.Entry<String, Field<T>> field(String name, Field<T> field) {
        return Map.entry(name, field);
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    private static @Nullable Thing<Person> user(@Nullable Person person) {
        return person == null ? null : new Thing<>(USER, person);
    }

    private static List<Member> members(Subgroup of) {
        return sorted(of.membership().members(of.team()).stream()).stream()
                .map(one -> new Member(of.membership(), one))
                .toList();
    }

    private static @Nullable Thing<Subgroup> subgroup(GitLabGroup group, @Nullable Object path) {
        var membership = group.membership();
        return membership.teams().stream()
                .filter(one -> one.slug().equals(path))
                .findFirst()
                .map(one -> new Thing<>(GROUP, new Subgroup(membership, one)))
                .orElse(null);
    }

    private static List<GitLabProject> projects(GitLabGroup group, GraphQuery.Arguments asked) {
        return group.projects().stream()
                .filter(one ->
                        !(asked.get("ids") instanceof List<?> ids)
                                || ids.contains("gid://gitlab/Project/" + one.id()))
                .toList();
    }

    private static List<GitLabMergeRequest> mergeRequests(
            GitLabProject project, GraphQuery.Arguments asked) {
        var since = asked.get("updatedAfter") instanceof String text ? Instant.parse(text) : null;
        return project.mergeRequests().stream()
                .filter(one -> since == null || !one.updatedAt().isBefore(since))
                .filter(one ->
                        !(asked.get("iids") instanceof List<?> iids)
                                || iids.contains(Integer.toString(one.number())))
                .sorted(Comparator.comparing(GitLabSchema::place))
                .toList();
    }

    private static List<GitLabIssue> issues(GitLabProject project, GraphQuery.Arguments asked) {
        var since = asked.get("updatedAfter") instanceof String text ? Instant.parse(text) : null;
        return project.issues().stream()
                .filter(one -> since == null || !one.updatedAt().isBefore(since))
                .sorted(Comparator.comparing(GitLabSchema::place))
                .toList();
    }

    private static @Nullable GitLabIssue issue(GitLabGroup group, @Nullable Object id) {
        return group.projects().stream()
                .flatMap(project -> project.issues().stream())
                .filter(issue -> ("gid://gitlab/Issue/" + issue.id()).equals(id))
                .findFirst()
                .orElse(null);
    }

    private static List<GitLabNote> inOrder(List<GitLabNote> notes) {
        return notes.stream().sorted(Comparator.comparing(GitLabSchema::place)).toList();
    }

    private static @Nullable GitLabNote note(GitLabGroup group, @Nullable Object id) {
        return group.projects().stream()
                .flatMap(project ->
                        Stream.concat(
                                project.mergeRequests().stream()
                                        .flatMap(merge -> merge.notes().stream()),
                                project.issues().stream().flatMap(issue -> issue.notes().stream())))
                .filter(note -> ("gid://gitlab/Note/" + note.id()).equals(id))
                .findFirst()
                .orElse(null);
    }

    private static List<Person> users(GitLabGroup group, GraphQuery.Arguments asked) {
        var all =
                group.projects().stream()
                        .flatMap(project ->
                                Stream.concat(
                                        project.mergeRequests().stream()
                                                .flatMap(merge -> merge.people().stream()),
                                        project.issues().stream()
                                                .flatMap(issue -> issue.people().stream())))
                        .filter(one ->
                                asked.get("usernames") instanceof List<?> names
                                        && names.contains(AccountJson.username(one)));
        return sorted(all.distinct());
    }

    private static List<Person> sorted(Stream<Person> people) {
        return people.sorted(Comparator.comparing(GitLabSchema::place)).toList();
    }

    // Where something stands in its list, as a text that sorts as it does.

    private static String place(long number) {
        return "%020d".formatted(number);
    }

    private static String place(Person person) {
        return place(person.id());
    }

    private static String place(GitLabNote note) {
        return note.at() + " " + place(note.id());
    }

    private static String place(GitLabIssue issue) {
        return issue.updatedAt() + " " + place(issue.id());
    }

    private static String place(GitLabMergeRequest merge) {
        return merge.updatedAt() + " " + place(merge.id());
    }
}
