package dev.turnaround.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// What processors worked for us so far.
///
/// @param own this process
/// @param database the database and its sessions, those that still run
record ProcessorTime(Duration own, Duration database) {

    /// Until now.
    ///
    /// @param dataDir of the database
    static ProcessorTime now(Path dataDir) throws IOException {
        var postmaster =
                ProcessHandle.of(Long.parseLong(postmaster(dataDir))).stream()
                        .flatMap(one -> Stream.concat(Stream.of(one), one.descendants()));
        return new ProcessorTime(of(Stream.of(ProcessHandle.current())), of(postmaster));
    }

    /// <https://www.postgresql.org/docs/18/storage-file-layout.html>
    private static String postmaster(Path dataDir) throws IOException {
        try (var files = Files.walk(dataDir, 2)) {
            var file =
                    files.filter(one -> one.endsWith("postmaster.pid")).findFirst().orElseThrow();
            return Files.readAllLines(file).getFirst().strip();
        }
    }

    private static Duration of(Stream<ProcessHandle> processes) {
        return processes
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    ProcessorTime since(ProcessorTime before) {
        return new ProcessorTime(own.minus(before.own), database.minus(before.database));
    }
}
