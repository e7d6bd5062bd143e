package dev.turnaround.provider;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where a webhook is installed.
///
/// @param target by the name that the provider has for it, such as `acme/web` or `acme`
public record HookPlace(Scope scope, String target) {

    /// How much a webhook covers.
    public enum Scope {
        /// One repository or project.
        REPOSITORY,
        /// All that an organization, a group or a workspace has, now and later.
        ORGANIZATION,
        /// All that a site has.
        SITE;

        /// The word for it in the contract and in the database.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// The scope of that word.
        public static Optional<Scope> of(String word) {
            return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
        }
    }

    @Override
    public String toString() {
        return scope.word() + " " + target;
    }
}
