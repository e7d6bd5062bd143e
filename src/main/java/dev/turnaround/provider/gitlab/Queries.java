package dev.turnaround.provider.gitlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// The GraphQL that is asked. None of it names a body: of notes that GitLab itself wrote, a few
/// have to be read for what they say, and [#texts] asks for those one by one, since others of them
/// quote the titles of commits.
///
/// Reference: <https://docs.gitlab.com/api/graphql/reference/>
final class Queries {
    static final String MERGE_REQUESTS =
            of("merge-requests.graphql", "merge-request.graphql", "note.graphql");
    static final String MERGE_REQUESTS_BY_NUMBER =
            of("merge-requests-by-number.graphql", "merge-request.graphql", "note.graphql");
    static final String MERGE_REQUEST_NOTES = of("merge-request-notes.graphql", "note.graphql");
    static final String ISSUES = of("issues.graphql", "issue.graphql", "note.graphql");
    static final String ISSUE_NOTES = of("issue-notes.graphql", "note.graphql");
    static final String USERS = of("users.graphql");
    static final String MEMBERS = of("members.graphql");
    private static final String ISSUE = of("issue.graphql", "note.graphql");

    private Queries() {}

    /// Asks for the words of some notes, each under its own number: `n12`.
    static String texts(List<Long> notes) {
        var query = new StringBuilder("query Texts {\n");
        for (var note : notes) {
            query.append(
                    "  n%d: note(id: \"gid://gitlab/Note/%d\") { body }\n".formatted(note, note));
        }
        return query.append("}\n").toString();
    }

    /// Asks for some issues, each under its own number: `i12`; and for the project that they are
    /// thought to be in, which tells whether it can be seen at all.
    static String issues(List<Long> issues) {
        return issues(issues, "id iid ...Told") + ISSUE;
    }

    /// As [#issues], and of each whether it is there.
    static String identities(List<Long> issues) {
        return issues(issues, "id");
    }

    private static String issues(List<Long> issues, String fields) {
        var query = new StringBuilder("query Issues($project: ID!) {\n");
        query.append("  projects(ids: [$project], first: 1) { nodes { id fullPath webUrl } }\n");
        for (var issue : issues) {
            query.append(
                    "  i%d: issue(id: \"gid://gitlab/Issue/%d\") { %s }\n"
                            .formatted(issue, issue, fields));
        }
        return query.append("}\n").toString();
    }

    private static String of(String... names) {
        var all = new StringBuilder();
        for (var name : names) {
            try (var in = Queries.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("the query " + name + " is missing");
                }
                all.append(new String(in.readAllBytes(), UTF_8));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return all.toString();
    }
}
