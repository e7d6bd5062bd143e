package dev.turnaround.model.work;

import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.issue.IssueKey;
import java.util.Comparator;
import java.util.Locale;

/// Something that can be tied: a pull request, an issue, or the key of an issue that nobody has
/// heard of yet.
///
/// @param connection empty for a key, which does not say where it is to be found
/// @param repository identity of the repository; empty unless it is a pull request
/// @param name the number, the identity, or the key
public record Item(Kind kind, String connection, String repository, String name)
        implements Comparable<Item> {

    private static final Comparator<Item> ORDER =
            Comparator.comparing(Item::kind)
                    .thenComparing(Item::connection)
                    .thenComparing(Item::repository)
                    .thenComparing(Item::name);

    /// What an item is. In the order in which two of them are written.
    public enum Kind {
        /// A pull request.
        PULL_REQUEST,
        /// An issue.
        ISSUE,
        /// An issue of a known project of which only the key is known.
        KEY;

        /// The name in the API, such as `pull_request`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// The kind of this name.
        ///
        /// @throws IllegalArgumentException when there is none
        public static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /// A pull request.
    public static Item of(PullRequestKey key) {
        return new Item(
                Kind.PULL_REQUEST, key.connection(), key.repository(), Long.toString(key.number()));
    }

    /// An issue.
    public static Item of(IssueKey key) {
        return new Item(Kind.ISSUE, key.connection(), "", key.id());
    }

    /// An issue that nobody has heard of.
    public static Item ofKey(String key) {
        return new Item(Kind.KEY, "", "", key.toUpperCase(Locale.ROOT));
    }

    /// The item without its kind, as the API calls it elsewhere.
    public String id() {
        return switch (kind) {
            case PULL_REQUEST -> connection + ":" + repository + ":" + name;
            case ISSUE -> connection + ":" + name;
            case KEY -> name;
        };
    }

    /// The item as one word, such as `pull_request/acme-github:1296269:482` or `key/PAY-311`.
    public String word() {
        return kind.word() + "/" + id();
    }

    /// The item that [#word] wrote.
    ///
    /// @throws IllegalArgumentException when the text is no such word
    public static Item parse(String word) {
        var slash = word.indexOf('/');
        if (slash < 0 || slash == word.length() - 1) {
            throw new IllegalArgumentException("not an item: " + word);
        }
        var id = word.substring(slash + 1);
        return switch (Kind.of(word.substring(0, slash))) {
            case PULL_REQUEST -> of(PullRequestKey.parse(id));
            case ISSUE -> of(IssueKey.parse(id));
            case KEY -> ofKey(id);
        };
    }

    @Override
    public int compareTo(Item other) {
        return ORDER.compare(this, other);
    }
}
