package dev.turnaround.stream;

import dev.turnaround.model.PullRequest;
import dev.turnaround.store.StreamEvent;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a subscriber wants to hear.
///
/// @param topics of these
/// @param repositories about these, by name in lower case or by identity; empty for all
/// @param authors by these, by login in lower case or by identity; empty for all
public record Filter(Set<Topic> topics, Set<String> repositories, Set<String> authors) {

    /// What tells that pull requests are gone. Whoever sees pull requests is to hear of it, whoever
    /// wrote them.
    private static final String ERASED = "repository";

    public Filter {
        topics = Set.copyOf(topics);
        repositories = Set.copyOf(repositories);
        authors = Set.copyOf(authors);
    }

    /// Whether deliveries are wanted.
    boolean wantsDeliveries() {
        return topics.contains(Topic.DELIVERY);
    }

    /// Whether the event gets through.
    boolean passes(StreamEvent event) {
        if (event.event().equals(ERASED)) {
            return topics.contains(Topic.PULL_REQUEST)
                    && one(repositories, event.repository(), event.repositoryName());
        }
        return topics.stream().anyMatch(topic -> topic.word().equals(event.event()))
                && one(repositories, event.repository(), event.repositoryName())
                && one(authors, event.author(), event.authorLogin());
    }

    /// Whether the pull request belongs into the snapshot.
    boolean passes(PullRequest pullRequest) {
        var name = pullRequest.attributes().repositoryName();
        var author = pullRequest.progress().opened().actor();
        return topics.contains(Topic.PULL_REQUEST)
                && one(
                        repositories,
                        pullRequest.key().repository(),
                        name == null ? null : name.value())
                && one(
                        authors,
                        author == null ? null : author.id(),
                        author == null ? null : author.login());
    }

    private static boolean one(
            Set<String> wanted, @Nullable String identity, @Nullable String name) {
        return wanted.isEmpty()
                || (identity != null && wanted.contains(identity))
                || (name != null && wanted.contains(name.toLowerCase(Locale.ROOT)));
    }
}
