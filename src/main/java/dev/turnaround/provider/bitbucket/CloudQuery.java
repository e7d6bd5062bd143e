package dev.turnaround.provider.bitbucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.model.Repository;
import dev.turnaround.provider.ApiFailure;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What Cloud's API is asked for, below `/2.0`.
///
/// Every question names the fields that it wants, so that neither the words of a comment nor the
/// lines that it is about ever leave Bitbucket. Only the description comes, to be looked through
/// for references. <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#partial-response>
final class CloudQuery {
    /// More is refused with 400 for pull requests and their activity.
    static final int PULL_REQUESTS_MAX = 50;

    private static final int OTHERS_MAX = 100;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /// Without them the list has only those that are open.
    private static final String STATES = "state=OPEN&state=MERGED&state=DECLINED&state=SUPERSEDED";

    private static final String ACCOUNT = "uuid,nickname,display_name,type";

    /// The list leaves reviewers and participants out unless they are asked for.
    private static final String PULL_REQUEST =
            fields(
                    "id,title,description,state,draft,created_on,updated_on,comment_count",
                    within("author", ACCOUNT),
                    within("closed_by", ACCOUNT),
                    within("reviewers", ACCOUNT),
                    "participants.user.uuid,participants.state",
                    "source.branch.name,source.commit.hash,destination.branch.name",
                    "merge_commit.hash,links.html.href");

    private static final String COMMENT =
            fields("id,created_on,deleted,pending", within("user", ACCOUNT));

    private static final String ACTIVITY =
            fields(
                    "update.date,update.state,update.draft,update.source.commit.hash",
                    within("update.author", ACCOUNT),
                    within("update.reviewers", ACCOUNT),
                    "approval.date",
                    within("approval.user", ACCOUNT),
                    "changes_requested.date",
                    within("changes_requested.user", ACCOUNT),
                    within("comment", COMMENT));

    private CloudQuery() {}

    /// Who is asking.
    static String user() {
        return "/user?fields=" + encoded("uuid,nickname,display_name");
    }

    /// The workspaces of whoever is asking. What was there before, `/workspaces` and
    /// `/repositories`, answers 410 since April 2026.
    /// <https://developer.atlassian.com/cloud/bitbucket/changelog/#CHANGE-2770>
    static String workspaces() {
        return "/user/workspaces?pagelen="
                + OTHERS_MAX
                + list("next", "workspace.uuid,workspace.slug");
    }

    /// The repositories of a workspace that whoever is asking is a member of.
    ///
    /// @param workspace its identity without braces
    static String repositories(String workspace) {
        return "/repositories/"
                + braced(workspace)
                + "?role=member&pagelen="
                + OTHERS_MAX
                + list("next,size", "uuid,full_name");
    }

    /// A repository alone.
    static String repository(Repository repository) {
        return path(repository) + "?fields=uuid";
    }

    /// The pull requests that were changed since a moment.
    ///
    /// In no order: `sort` together with states makes the API fail with 500 on large repositories.
    static String changedSince(Repository repository, Instant since) {
        return pullRequests(repository, "updated_on>=\"" + TIME.format(since) + "\"");
    }

    /// Pull requests by their numbers, [#PULL_REQUESTS_MAX] at most.
    static String numbered(Repository repository, List<Long> numbers) {
        return pullRequests(
                repository,
                numbers.stream()
                        .map(number -> "id=" + number)
                        .collect(Collectors.joining(" OR ", "(", ")")));
    }

    private static String pullRequests(Repository repository, String q) {
        return path(repository)
                + "/pullrequests?"
                + STATES
                + "&pagelen="
                + PULL_REQUESTS_MAX
                + "&q="
                + encoded(q)
                + list("next,size", PULL_REQUEST);
    }

    /// One pull request.
    static String pullRequest(Repository repository, long number) {
        return path(repository) + "/pullrequests/" + number + "?fields=" + encoded(PULL_REQUEST);
    }

    /// Whether pull requests can be read at all.
    static String probe(String workspace, String repository) {
        return "/repositories/"
                + braced(workspace)
                + "/"
                + braced(repository)
                + "/pullrequests?pagelen=1&fields=values.id";
    }

    /// All that happened to a pull request.
    static String activity(Repository repository, long number) {
        return path(repository)
                + "/pullrequests/"
                + number
                + "/activity?pagelen="
                + PULL_REQUESTS_MAX
                + list("next", ACTIVITY);
    }

    /// Its comments.
    static String comments(Repository repository, long number) {
        return path(repository)
                + "/pullrequests/"
                + number
                + "/comments?pagelen="
                + OTHERS_MAX
                + list("next", COMMENT);
    }

    /// A commit, of which nothing but the date is wanted.
    static String commit(Repository repository, String hash) {
        return path(repository) + "/commit/" + hash + "?fields=date";
    }

    /// By the workspace's name and the repository's identity: the latter is a name that stays.
    private static String path(Repository repository) {
        var name = repository.name().value();
        var slash = name.indexOf('/');
        if (slash <= 0) {
            throw new ApiFailure.Unreadable("a repository's name without its workspace");
        }
        return "/repositories/" + encoded(name.substring(0, slash)) + "/" + braced(repository.id());
    }

    private static String braced(String uuid) {
        return encoded("{" + uuid + "}");
    }

    private static String list(String page, String item) {
        return "&fields=" + encoded(fields(page, within("values", item)));
    }

    private static String within(String object, String fields) {
        return Stream.of(fields.split(",", -1))
                .map(field -> object + "." + field)
                .collect(Collectors.joining(","));
    }

    private static String fields(String... parts) {
        return String.join(",", parts);
    }

    /// A bare `+` in a query would be read as a space.
    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
