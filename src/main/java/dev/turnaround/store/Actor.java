package dev.turnaround.store;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Who does something that an administrator wants to know of later.
///
/// @param id by which others are told from it: of a token its id, of a person the subject at the
///   issuer; null where there is only one such
/// @param name for a reader
public record Actor(Kind kind, @Nullable String id, String name) {
    /// The terminal of the machine that the server runs on.
    public static final Actor TERMINAL = new Actor(Kind.TERMINAL, null, "the terminal");

    /// The administrator's token of the settings.
    public static final Actor SETTINGS = new Actor(Kind.SETTINGS, null, "admin.token");

    /// The server by itself.
    public static final Actor SERVER = new Actor(Kind.SERVER, null, "the server");

    /// Somebody who could not say who they are.
    public static final Actor NOBODY = new Actor(Kind.NOBODY, null, "nobody known");

    /// What it is known by.
    public enum Kind {
        /// A token of the database.
        TOKEN,
        /// The token of the settings.
        SETTINGS,
        /// Single sign-on.
        PERSON,
        /// A command.
        TERMINAL,
        /// Itself.
        SERVER,
        /// Nothing.
        NOBODY;

        /// The word for it in the database and in answers.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
