package dev.turnaround.model;

import java.util.Locale;

/// Why a fact moved no clock and no phase although its kind could have.
public enum Ignored {
    /// A bot did it.
    BOT,
    /// The author did it on their own pull request: it passes the turn, but is no response.
    AUTHOR,
    /// The author did it as well, but by another account of theirs than the one that opened it.
    AUTHOR_AS_ANOTHER,
    /// It was deleted at the provider.
    DELETED,
    /// The provider's own list of such acts does not hold it: a guess that the list replaced, or
    /// something that was taken back.
    UNLISTED,
    /// It is a comment within a review, which is one response however many comments it carries.
    PART_OF_REVIEW,
    /// Both the account that did it and the author's are deleted, so it may be the author's own.
    UNKNOWN_ACTOR,
    /// The pull request had been merged; after that nothing stops a clock.
    AFTER_MERGE,
    /// It says what was so already.
    NO_CHANGE;

    /// The name in the API, such as `part_of_review`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
