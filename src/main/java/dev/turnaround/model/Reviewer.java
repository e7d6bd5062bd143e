package dev.turnaround.model;

/// Who was asked for a review: a person or bot, or a team.
public sealed interface Reviewer {

    /// The identity by which a request and an answer are matched.
    String key();

    /// What people know the reviewer by.
    String name();

    /// One account.
    record Person(Actor actor) implements Reviewer {
        @Override
        public String key() {
            return "user:" + actor.id();
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
            return "team:" + id;
        }
    }
}
