package dev.turnaround.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A stretch in which whose turn it was stayed the same. It lasts until the next one begins.
///
/// @param since when it began
/// @param phase whose turn it was
/// @param draft whether it was a draft; the phase does not tell, since a draft with an approval
///   awaits its merge
/// @param awaited where a review was awaited and no longer is: whose it was, by [Reviewer#key].
///   That is whoever answered at its end, else the first by name of those who still were asked
///   then; null when nobody was, and in every other phase
public record Span(Instant since, Phase phase, boolean draft, @Nullable String awaited) {

    /// Whether it was open and no draft.
    public boolean ready() {
        return phase.open() && !draft;
    }

    Span awaiting(@Nullable String whom) {
        return new Span(since, phase, draft, whom);
    }
}
