package dev.turnaround.model.issue;

import java.util.Comparator;

/// Which issue: by the provider's own identity, because the key that people use (`ENG-12`) changes
/// when an issue moves to another project.
///
/// @param connection the id of the connection it came through
/// @param id the issue's identity at the provider, unique within the connection
public record IssueKey(String connection, String id) implements Comparable<IssueKey> {

    private static final Comparator<IssueKey> ORDER =
            Comparator.comparing(IssueKey::connection).thenComparing(IssueKey::id);

    public IssueKey {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an issue without an identity");
        }
    }

    /// The key as one word for addresses, such as `acme-jira:10013`.
    public String word() {
        return connection + ":" + id;
    }

    /// The key that [#word] wrote.
    ///
    /// @throws IllegalArgumentException when the text is no such word
    public static IssueKey parse(String word) {
        var colon = word.indexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("not the id of an issue: " + word);
        }
        return new IssueKey(word.substring(0, colon), word.substring(colon + 1));
    }

    @Override
    public int compareTo(IssueKey other) {
        return ORDER.compare(this, other);
    }
}
