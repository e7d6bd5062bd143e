package dev.turnaround.chaos;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What only the system's `kill` can do.
final class Signals {
    private Signals() {}

    /// Lets a process and its children stand still.
    static void stop(long pid) throws IOException, InterruptedException {
        // The parent first: it must not have further children while these are counted.
        send("STOP", List.of(pid));
        send("STOP", children(pid));
    }

    /// Lets them go on.
    static void goOn(long pid) throws IOException, InterruptedException {
        send("CONT", children(pid));
        send("CONT", List.of(pid));
    }

    private static List<Long> children(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void send(String signal, List<Long> pids)
            throws IOException, InterruptedException {
        if (pids.isEmpty()) {
            return;
        }
        var words =
                Stream.concat(Stream.of("kill", "-" + signal), pids.stream().map(String::valueOf))
                        .collect(Collectors.toList());
        // One of them may have gone meanwhile, of which kill complains.
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }
}
