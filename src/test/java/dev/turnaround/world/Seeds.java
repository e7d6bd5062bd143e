package dev.turnaround.world;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

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

    /// What is lived through with one seed.
    interface Life {
        void live(long seed) throws Exception;
    }

    /// Lives through worlds, two at a time.
    static Stream<DynamicTest> sideBySide(LongStream seeds, Life life) {
        var threads = Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().factory());
        var lives =
                seeds.mapToObj(seed ->
                                Map.entry(
                                        seed,
                                        threads.submit(() -> {
                                            life.live(seed);
                                            return seed;
                                        })))
                        .toList();
        threads.shutdown();
        return lives.stream()
                .map(one -> dynamicTest("seed " + one.getKey(), () -> ended(one.getValue())));
    }

    private static void ended(Future<Long> life) throws Throwable {
        try {
            life.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        }
    }

    /// The command that lives through one world again.
    static String replay(long seed, String test) {
        return "replay with: mvn -q test -Dtest=%s -DworldSeed=%d".formatted(test, seed);
    }
}
