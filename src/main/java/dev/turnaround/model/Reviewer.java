package dev.turnaround.model;

import org.jspecify.annotations.Nullable;

/// Who was asked for a review: a person or bot, or a team.
public sealed interface Reviewer {
    /// What the keys of accounts begin with.
    String ACCOUNT = "user:";

    /// The identity by which a request and an answer are matched.
    String key();

    /// What people know the reviewer by.
    String name();

    /// The key of an account.
    static String key(String account) {
        return ACCOUNT + account;
    }

    /// The account that a key is of; null when it is a team's, or of somebody whose account is
    /// deleted.
    static @Nullable String account(String key) {
        return key.startsWith(ACCOUNT) ? key.substring(ACCOUNT.length()) : null;
    }

    /// One account.
    record Person(Actor actor) implements Reviewer {
        @Override
        public String key() {
            return Reviewer.key(actor.id());
        }

        @Override
        public String name() {
            return actor.login();
        }
    }

    /// A team: whoever of it answers first answers for all.
    record Team(String id, String name) implements Reviewer {
        @Override
        public String key() {
            return key(id);
        }

        /// The key of the team of an identity.
        public static String key(String id) {
            return "team:" + id;
        }
    }
}
