package dev.turnaround.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A candidate in a process of its own, from when it says that it is ready until it is closed.
final class ServerProcess implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);
    private static final Pattern NOW = Pattern.compile("VmRSS:\\s+([0-9]+) kB");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+([0-9]+) kB");

    private final Process process;
    private final URI target;

    private ServerProcess(Process process, URI target) {
        this.process = process;
        this.target = target;
    }

    /// Starts it, and waits until it names its address.
    ///
    /// @param ready finds, in one line of its output, the webhook address as group 1
    /// @throws IOException when it does not get ready within a minute
    static ServerProcess start(List<String> command, Path folder, Pattern ready)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var address = new ArrayBlockingQueue<URI>(1);
        Thread.ofVirtual().start(() -> watch(process, ready, address));
        var begin = System.nanoTime();
        URI target = null;
        while (target == null
                && process.isAlive()
                && System.nanoTime() - begin < START_MAX.toNanos()) {
            target = address.poll(100, TimeUnit.MILLISECONDS);
        }
        if (target == null) {
            process.destroyForcibly();
            throw new IOException("it ended, or was not ready in time");
        }
        return new ServerProcess(process, target);
    }

    /// Reads all it prints, so that it never waits for a reader.
    private static void watch(Process process, Pattern ready, ArrayBlockingQueue<URI> address) {
        try (var output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                var found = ready.matcher(line);
                if (!found.find() || !address.offer(URI.create(found.group(1)))) {
                    System.err.println("  | " + line);
                }
            }
        } catch (IOException ended) {
            System.err.println("  | (its output ended)");
        }
    }

    /// Where its webhooks go.
    URI target() {
        return target;
    }

    /// The number of its main process.
    long pid() {
        return process.pid();
    }

    /// The processor time that it and its children took so far.
    Duration cpu() {
        return cpuOfFamily(process.pid());
    }

    /// The processor time that a process and its children took so far; zero when there is none.
    static Duration cpuOfFamily(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
                .flatMap(one -> one.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /// Whether it still runs.
    boolean isAlive() {
        return process.isAlive();
    }

    /// The memory that it and its children have, in MB; 0 where the system does not say.
    long megabytes() {
        return family().mapToLong(one -> kilobytes(one, NOW)).sum() / 1024;
    }

    /// The most memory that it and its children had, in MB; 0 where the system does not say.
    long peakMegabytes() {
        return family().mapToLong(one -> kilobytes(one, PEAK)).sum() / 1024;
    }

    private Stream<ProcessHandle> family() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    private static long kilobytes(ProcessHandle one, Pattern line) {
        try {
            var found = line.matcher(Files.readString(Path.of("/proc/" + one.pid() + "/status")));
            return found.find() ? Long.parseLong(found.group(1)) : 0;
        } catch (IOException unknown) {
            return 0;
        }
    }

    /// Ends it, gently at first.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
