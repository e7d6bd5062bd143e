package dev.turnaround.model.reference;

import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The word under which an issue, or something at an address, is looked for: references and the
/// names of issues are brought into this one form, so that equal means the same.
///
/// @param scope the connection in which to look; empty for all of them
/// @param word an issue key in capitals; a repository and a number, as in `1296269#12` or
///   `acme/web#12`; or an address
public record Sought(String scope, String word) implements Comparable<Sought> {

    private static final Comparator<Sought> ORDER =
            Comparator.comparing(Sought::scope).thenComparing(Sought::word);

    /// An issue key or an address: no connection need be named.
    static Sought anywhere(String word) {
        return new Sought("", word);
    }

    /// A repository and a number, which are those of one provider.
    static Sought within(String connection, String word) {
        return new Sought(connection, word.toLowerCase(Locale.ROOT));
    }

    /// What has this name or address.
    ///
    /// @param connection the connection of whoever says so
    public static Sought of(String connection, String name) {
        if (isAddress(name)) {
            return anywhere(address(name));
        }
        return name.indexOf('#') >= 0
                ? within(connection, name)
                : anywhere(name.toUpperCase(Locale.ROOT));
    }

    /// The project of an issue key; null where the word is none.
    public @Nullable String project() {
        var hyphen = word.lastIndexOf('-');
        return hyphen > 0 && word.indexOf('#') < 0 && word.indexOf(':') < 0
                ? word.substring(0, hyphen)
                : null;
    }

    /// Whether the text is the address of something.
    public static boolean isAddress(String text) {
        return text.startsWith("https://") || text.startsWith("http://");
    }

    /// The address without what does not tell one thing from another.
    public static String address(String url) {
        var end = url.length();
        for (var mark : new char[] {'?', '#'}) {
            var at = url.indexOf(mark);
            end = at < 0 ? end : Math.min(end, at);
        }
        while (end > 0 && url.charAt(end - 1) == '/') {
            end--;
        }
        return url.substring(0, end);
    }

    @Override
    public int compareTo(Sought other) {
        return ORDER.compare(this, other);
    }
}
