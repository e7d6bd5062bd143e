package dev.turnaround.cli;

import java.util.Objects;

/// Whether a person watches, and what they can see.
final class Terminal {

    private Terminal() {}

    /// Whether both ends are a terminal: nobody reads colours or moving lines out of a file.
    static boolean isWatched() {
        return Objects.requireNonNull(System.console(), "since Java 22").isTerminal();
    }

    /// Colours only where somebody sees them who has not asked for none.
    ///
    /// <https://no-color.org>
    static boolean hasColours() {
        return isWatched() && System.getenv("NO_COLOR") == null;
    }

    /// Whether a sign can be shown rather than a question mark.
    static boolean shows(char sign) {
        return System.out.charset().newEncoder().canEncode(sign);
    }
}
