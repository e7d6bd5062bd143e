package dev.turnaround.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The Chromium of this machine, started once for all tests of this JVM.
///
/// Playwright would download a browser and a Node of its own; both are on most machines already.
final class Chromium {
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome");

    /// Some screens ask again every five seconds only.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Optional<Browser> started = Optional.empty();

    private Chromium() {}

    /// The browser, on a machine that has one.
    static synchronized Browser get() {
        if (started.isEmpty()) {
            started = Optional.of(start());
        }
        return started.get();
    }

    /// What it would need and does not find here.
    static Optional<String> missing() {
        if (chromium().isEmpty()) {
            return Optional.of("Chromium");
        }
        return node().isEmpty() ? Optional.of("Node") : Optional.empty();
    }

    private static Optional<Path> chromium() {
        return Stream.concat(
                        Optional.ofNullable(System.getenv("CHROMIUM")).stream().map(Path::of),
                        BROWSERS.stream().flatMap(name -> onPath(name).stream()))
                .findFirst();
    }

    private static Optional<Path> node() {
        return Stream.of("node", "nodejs").flatMap(name -> onPath(name).stream()).findFirst();
    }

    private static Browser start() {
        PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
        System.setProperty("playwright.nodejs.path", node().orElseThrow().toString());
        var playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        return playwright
                .chromium()
                .launch(
                        new BrowserType.LaunchOptions()
                                .setHeadless(true)
                                .setExecutablePath(chromium().orElseThrow())
                                .setArgs(
                                        List.of(
                                                "--no-sandbox",
                                                "--disable-gpu",
                                                "--disable-quic",
                                                "--no-first-run",
                                                "--disable-background-networking",
                                                "--disable-component-update",
                                                "--disable-sync")));
    }

    private static Optional<Path> onPath(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
