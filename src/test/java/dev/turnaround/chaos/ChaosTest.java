package dev.turnaround.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The storm in short. `-DchaosSeed=S` lets another one pass; the benchmark's `--chaos` a long one.
class ChaosTest {
    private static final long SEED = Long.getLong("chaosSeed", 7);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void what_was_acknowledged_is_there_and_told_once_whoever_was_killed_paused_or_cut_off()
            throws Exception {
        var storm =
                new Storm(
                        SEED,
                        2_500,
                        90,
                        4,
                        Duration.ofMillis(2_500),
                        Duration.ofMinutes(8),
                        true,
                        folder,
                        System.out);
        var report = Chaos.run(storm, Clock.systemUTC());
        System.out.println(report);
        assertThat(report.wrongs())
                .as(
                        "%s%nreplay with: mvn -q test -Dtest=ChaosTest -DchaosSeed=%d%nfiles in %s",
                        report, SEED, folder)
                .isEmpty();
        assertThat(report.faults()).hasSize(Fault.values().length);
    }
}
