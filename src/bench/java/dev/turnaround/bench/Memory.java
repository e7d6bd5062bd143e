package dev.turnaround.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The memory of processes that share some of it.
final class Memory {
    private static final Pattern SHARE = Pattern.compile("(?m)^Pss:\\s+([0-9]+) kB");

    private Memory() {}

    /// What a process and its children have, in MB, what they share counted once; 0 where the
    /// system does not say. PostgreSQL's processes all have the same buffers.
    static long megabytesOfFamily(long pid) {
        return ProcessHandle.of(pid).stream()
                        .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
                        .mapToLong(Memory::kilobytes)
                        .sum()
                / 1024;
    }

    private static long kilobytes(ProcessHandle one) {
        try {
            var found =
                    SHARE.matcher(
                            Files.readString(Path.of("/proc/" + one.pid() + "/smaps_rollup")));
            return found.find() ? Long.parseLong(found.group(1)) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }
}
