package dev.turnaround.chaos;

import dev.turnaround.Main;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `turnaround serve` in a process of its own, under a supervisor that starts it again when it ends
/// by itself.
final class Serving implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(4);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final long LOOK_EVERY_MILLIS = 250;

    private final Path folder;
    private final Path settings;
    private final URI address;
    private Process process;
    private boolean wanted = true;
    private boolean closed;
    private int endedByItself;

    /// Starts one. Does not wait until it is ready.
    ///
    /// @param folder where its log is
    Serving(Path folder, Path settings, int port) throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.address = URI.create("http://127.0.0.1:" + port);
        this.process = begin();
        Thread.ofVirtual().name("supervisor").start(this::supervise);
    }

    private Process begin() throws IOException {
        var log = folder.resolve("server.log").toFile();
        return command(settings, "serve")
                .directory(folder.toFile())
                .redirectOutput(Redirect.appendTo(log))
                .redirectError(Redirect.appendTo(log))
                .start();
    }

    /// A command of Turnaround.
    static ProcessBuilder command(Path settings, String... command) {
        var words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx512m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        words.addAll(List.of(command));
        words.add("--config=" + settings);
        return new ProcessBuilder(words);
    }

    private void supervise() {
        try {
            while (superviseOnce()) {
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException | IOException ended) {
            throw new IllegalStateException("nobody looks after a server any more", ended);
        }
    }

    private synchronized boolean superviseOnce() throws IOException {
        if (wanted && !process.isAlive()) {
            endedByItself++;
            process = begin();
        }
        return !closed;
    }

    /// Where it listens, once it does.
    URI address() {
        return address;
    }

    /// Waits until it says that it takes webhooks.
    void awaitReady() throws InterruptedException {
        var begun = System.nanoTime();
        try (var client = HttpClient.newHttpClient()) {
            while (!isReady(client)) {
                if (System.nanoTime() - begun > READY_WITHIN.toNanos()) {
                    throw new IllegalStateException("not ready; see " + folder);
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        }
    }

    private boolean isReady(HttpClient client) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(address.resolve("/health/ready"))
                        .timeout(ANSWER_WITHIN)
                        .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /// How often it ended without having been killed.
    synchronized int endedByItself() {
        return endedByItself;
    }

    /// `kill -9`.
    synchronized void kill() throws InterruptedException {
        wanted = false;
        process.destroyForcibly().waitFor();
    }

    /// After that. Does not wait until it is ready.
    synchronized void startAgain() throws IOException {
        if (closed) {
            return;
        }
        process = begin();
        wanted = true;
    }

    synchronized long pid() {
        return process.pid();
    }

    /// `kill -9`, for good.
    synchronized void abandon() {
        wanted = false;
        closed = true;
        process.destroyForcibly();
    }

    @Override
    public void close() {
        Process last;
        synchronized (this) {
            wanted = false;
            closed = true;
            last = process;
        }
        last.destroy();
        try {
            if (!last.waitFor(40, TimeUnit.SECONDS)) {
                last.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            last.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
