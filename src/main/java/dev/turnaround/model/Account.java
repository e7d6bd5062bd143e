package dev.turnaround.model;

import java.util.Comparator;

/// Which account: one at one connection, by the provider's own identity, because logins change
/// hands.
///
/// @param connection the id of the connection it is seen through
/// @param id its numeric or uuid identity at the provider, as text
public record Account(String connection, String id) implements Comparable<Account> {

    private static final Comparator<Account> ORDER =
            Comparator.comparing(Account::connection).thenComparing(Account::id);

    /// The account as one word for addresses, such as `acme-github:583231`.
    public String word() {
        return connection + ":" + id;
    }

    /// The account that [#word] wrote.
    ///
    /// @throws IllegalArgumentException when the text is no such word
    public static Account parse(String word) {
        var colon = word.indexOf(':');
        if (colon <= 0 || colon == word.length() - 1) {
            throw new IllegalArgumentException("not an account: " + word);
        }
        return new Account(word.substring(0, colon), word.substring(colon + 1));
    }

    @Override
    public int compareTo(Account other) {
        return ORDER.compare(this, other);
    }
}
