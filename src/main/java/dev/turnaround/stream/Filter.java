package dev.turnaround.stream;

import dev.turnaround.model.PullRequest;
import dev.turnaround.store.Directory;
import dev.turnaround.store.StreamEvent;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a subscriber wants to hear.
///
/// @param topics of these
/// @param repositories about these, by name in lower case or by identity; empty for all
/// @param authors by these: login or person's name in lower case, or identity of either; empty for
///   all
/// @param teams by members of these, by name in lower case or by identity; empty for all
public record Filter(
        Set<Topic> topics, Set<String> repositories, Set<String> authors, Set<String> teams) {

    /// What tells that pull requests are gone. Whoever sees pull requests is to hear of it, whoever
    /// wrote them.
    private static final String ERASED = "repository";

    public Filter {
        topics = Set.copyOf(topics);
        repositories = Set.copyOf(repositories);
        authors = Set.copyOf(authors);
        teams = Set.copyOf(teams);
    }

    /// Whether deliveries are wanted.
    boolean wantsDeliveries() {
        return topics.contains(Topic.DELIVERY);
    }

    /// Whether aggregates are wanted.
    boolean wantsMetrics() {
        return topics.contains(Topic.METRICS);
    }

    /// Whether it is wanted to know what is late.
    boolean wantsLate() {
        return topics.contains(Topic.LATE);
    }

    /// Whether aggregates of what gets through may change with the event.
    ///
    /// @param directory whose the accounts are
    boolean moves(StreamEvent event, Directory directory) {
        var about = one(repositories, event.repository(), event.repositoryName());
        return event.event().equals(ERASED)
                ? about
                : about
                        && event.event().equals(Topic.PULL_REQUEST.word())
                        && of(directory, event.connection(), event.author(), event.authorLogin());
    }

    /// Whether it matters whose the accounts are.
    boolean asksForPeople() {
        return !authors.isEmpty() || !teams.isEmpty();
    }

    /// Whether the event gets through.
    ///
    /// @param directory whose the accounts are
    boolean passes(StreamEvent event, Directory directory) {
        if (event.event().equals(ERASED)) {
            return topics.contains(Topic.PULL_REQUEST)
                    && one(repositories, event.repository(), event.repositoryName());
        }
        return topics.stream().anyMatch(topic -> topic.word().equals(event.event()))
                && one(repositories, event.repository(), event.repositoryName())
                && of(directory, event.connection(), event.author(), event.authorLogin());
    }

    /// Whether the pull request belongs into the snapshot.
    ///
    /// @param directory whose the accounts are
    public boolean passes(PullRequest pullRequest, Directory directory) {
        var name = pullRequest.attributes().repositoryName();
        var author = pullRequest.progress().opened().actor();
        return topics.contains(Topic.PULL_REQUEST)
                && one(
                        repositories,
                        pullRequest.key().repository(),
                        name == null ? null : name.value())
                && of(
                        directory,
                        pullRequest.key().connection(),
                        author == null ? null : author.id(),
                        author == null ? null : author.login());
    }

    private boolean of(
            Directory directory,
            String connection,
            @Nullable String author,
            @Nullable String login) {
        if (!asksForPeople()) {
            return true;
        }
        var person = directory.personOf(connection, author);
        var byAuthor =
                one(authors, author, login)
                        || (person != null && one(authors, person.id().toString(), person.name()));
        return byAuthor
                && (teams.isEmpty()
                        || (person != null && person.teams().stream().anyMatch(teams::contains)));
    }

    private static boolean one(
            Set<String> wanted, @Nullable String identity, @Nullable String name) {
        return wanted.isEmpty()
                || (identity != null && wanted.contains(identity))
                || (name != null && wanted.contains(name.toLowerCase(Locale.ROOT)));
    }
}
