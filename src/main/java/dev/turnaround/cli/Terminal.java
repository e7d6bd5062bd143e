package dev.turnaround.cli;

import java.io.Console;
import java.util.Optional;

/// Whether a person watches, and what they can see.
final class Terminal {

    private Terminal() {}

    /// Whether both ends are a terminal: nobody reads colours or moving lines out of a file.
    /// Without one there is no console in some Java versions (25 again), and one that is none in
    /// others.
    static boolean isWatched() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
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
