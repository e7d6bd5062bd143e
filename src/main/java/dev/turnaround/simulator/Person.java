package dev.turnaround.simulator;

/// Who acts: a person, or a machine that acts like one.
///
/// @param id the provider's number; what an actor is known by, since logins change
/// @param login the name that people see, such as `mia` or `steward[bot]`
public record Person(long id, String login, Kind kind) {

    /// What the provider says an account is.
    public enum Kind {
        /// A person, or a machine that signs in like one.
        USER,
        /// An app or the provider's own assistant.
        BOT
    }

    /// A human.
    public static Person user(long id, String login) {
        return new Person(id, login, Kind.USER);
    }

    /// A bot; its login may end in `[bot]`, and need not.
    public static Person bot(long id, String login) {
        return new Person(id, login, Kind.BOT);
    }
}
