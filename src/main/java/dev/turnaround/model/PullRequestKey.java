package dev.turnaround.model;

import java.util.Comparator;

/// Which pull request: by the provider's own identity of the repository, because names change.
///
/// @param connection the id of the connection it came through
/// @param repository the repository's numeric or uuid identity at the provider, as text
/// @param number the number that people see, unique within the repository
public record PullRequestKey(String connection, String repository, long number)
        implements Comparable<PullRequestKey> {

    private static final Comparator<PullRequestKey> ORDER =
            Comparator.comparing(PullRequestKey::connection)
                    .thenComparing(PullRequestKey::repository)
                    .thenComparingLong(PullRequestKey::number);

    public PullRequestKey {
        if (number <= 0) {
            throw new IllegalArgumentException("number must be positive: " + number);
        }
    }

    /// The key as one word for addresses, such as `acme-github:1296269:482`.
    public String id() {
        return connection + ":" + repository + ":" + number;
    }

    /// The key that [#id] wrote.
    ///
    /// @throws IllegalArgumentException when the text is no such id
    public static PullRequestKey parse(String id) {
        var first = id.indexOf(':');
        var last = id.lastIndexOf(':');
        if (first <= 0 || last <= first + 1) {
            throw new IllegalArgumentException("not the id of a pull request: " + id);
        }
        return new PullRequestKey(
                id.substring(0, first),
                id.substring(first + 1, last),
                Long.parseLong(id.substring(last + 1)));
    }

    @Override
    public int compareTo(PullRequestKey other) {
        return ORDER.compare(this, other);
    }
}
