package dev.turnaround.store;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A webhook that somebody had installed at a provider, as it was seen there last.
///
/// @param scope how much it covers, by the word of the contract
/// @param target where it is, by the provider's name for it
/// @param hook the provider's identity of it
/// @param why what is the matter, for people; null when nothing is
/// @param expiresAt when it ends by itself; null when it does not
/// @param secretAt when the provider was given the secret that it has
public record InstalledHook(
        String connection,
        String scope,
        String target,
        String hook,
        State state,
        @Nullable String why,
        @Nullable Instant expiresAt,
        Instant installedAt,
        Instant lookedAt,
        Instant secretAt) {

    /// How it stands.
    public enum State {
        ACTIVE,
        /// It is there, but the provider posts nothing.
        DISABLED,
        /// Somebody has removed it at the provider.
        MISSING;

        /// As it is stored and shown.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /// The same as it was seen again.
    public InstalledHook seen(
            State newState, @Nullable String newWhy, @Nullable Instant newExpiry, Instant at) {
        return new InstalledHook(
                connection,
                scope,
                target,
                hook,
                newState,
                newWhy,
                newExpiry,
                installedAt,
                at,
                secretAt);
    }

    /// Another that was made in its place, with all that it should have.
    public InstalledHook madeAnew(String newHook, @Nullable Instant newExpiry, Instant at) {
        return new InstalledHook(
                connection,
                scope,
                target,
                newHook,
                State.ACTIVE,
                null,
                newExpiry,
                installedAt,
                at,
                at);
    }

    /// The same with the secret that it was given.
    public InstalledHook given(Instant at) {
        return new InstalledHook(
                connection, scope, target, hook, state, why, expiresAt, installedAt, lookedAt, at);
    }
}
