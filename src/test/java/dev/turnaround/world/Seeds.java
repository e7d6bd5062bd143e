package dev.turnaround.world;

import java.util.stream.LongStream;

/// Which worlds are lived through.
final class Seeds {
    private Seeds() {}

    /// `-Dworlds=N` lives through more of them, `-DworldSeed=S` through that one alone, or from it
    /// on.
    static LongStream chosen(int usually) {
        var only = Long.getLong("worldSeed");
        var many = Integer.getInteger("worlds", only == null ? usually : 1);
        var first = only == null ? 1 : only;
        return LongStream.range(first, first + many);
    }

    /// The command that lives through one world again.
    static String replay(long seed, String test) {
        return "replay with: mvn -q test -Dtest=%s -DworldSeed=%d".formatted(test, seed);
    }
}
