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

    /// The span as one word, such as `R1772442000 user:583231`: there can be many in one state,
    /// which is written with every fact.
    ///
    /// It is the letter of the phase, a `*` for a draft, the second of the epoch, a dot and the
    /// nanoseconds unless they are 0, and after a space whoever was awaited.
    public String word() {
        return letter(phase)
                + (draft ? "*" : "")
                + since.getEpochSecond()
                + (since.getNano() == 0 ? "" : "." + since.getNano())
                + (awaited == null ? "" : " " + awaited);
    }

    /// The span that [#word] wrote.
    ///
    /// @throws IllegalArgumentException when the text is no such word
    public static Span parse(String word) {
        var space = word.indexOf(' ');
        var head = space < 0 ? word : word.substring(0, space);
        var draft = head.startsWith("*", 1);
        var dot = head.indexOf('.');
        var seconds = head.substring(draft ? 2 : 1, dot < 0 ? head.length() : dot);
        var nanos = dot < 0 ? "0" : head.substring(dot + 1);
        return new Span(
                Instant.ofEpochSecond(Long.parseLong(seconds), Long.parseLong(nanos)),
                phase(head.charAt(0)),
                draft,
                space < 0 ? null : word.substring(space + 1));
    }

    private static char letter(Phase phase) {
        return switch (phase) {
            case DRAFT -> 'D';
            case AWAITING_REVIEW -> 'R';
            case AWAITING_AUTHOR -> 'A';
            case AWAITING_MERGE -> 'G';
            case MERGED -> 'M';
            case CLOSED -> 'C';
        };
    }

    private static Phase phase(char letter) {
        for (var phase : Phase.values()) {
            if (letter(phase) == letter) {
                return phase;
            }
        }
        throw new IllegalArgumentException("no phase: " + letter);
    }

    Span awaiting(@Nullable String whom) {
        return new Span(since, phase, draft, whom);
    }
}
