package dev.turnaround.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Somebody with a browser of their own, who notices everything that goes wrong in it.
final class Visitor implements AutoCloseable {
    private static final String WATCH = resource("watch.js");

    private final Site site;
    private final BrowserContext context;
    private final List<Page> tabs = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    private Visitor(Site site, Browser.NewContextOptions options) {
        this.site = site;
        this.context = Chromium.get().newContext(options);
        context.setDefaultTimeout(20_000);
        context.addInitScript(WATCH);
    }

    /// With the colours that the system asks for.
    static Visitor of(Site site, ColorScheme colors) {
        return new Visitor(site, new Browser.NewContextOptions().setColorScheme(colors));
    }

    static Visitor of(Site site) {
        return of(site, ColorScheme.LIGHT);
    }

    /// With the window of a phone.
    static Visitor withPhone(Site site) {
        return new Visitor(site, new Browser.NewContextOptions().setViewportSize(320, 640));
    }

    /// Signs in by the address that the server prints, and waits until the page is live.
    Page signIn() {
        var page = open("/#token=" + Site.TOKEN);
        isLive(page);
        return page;
    }

    /// Another tab.
    Page open(String path) {
        var page = context.newPage();
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.text() + " " + message.location());
            }
        });
        page.onPageError(complaints::add);
        tabs.add(page);
        page.navigate(site.address(path));
        return page;
    }

    static void isLive(Page page) {
        PlaywrightAssertions.assertThat(page.getByTestId("conn"))
                .containsText(
                        "Live", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
    }

    /// The titles in a lane of the board, from the top.
    static Locator titles(Page page, String phase) {
        return page.locator(".lane." + phase + " h3");
    }

    /// How many streams all tabs together have opened.
    int streamsOpened() {
        return tabs.stream()
                .filter(tab -> !tab.isClosed())
                .mapToInt(tab -> number(tab, "streamsOpened"))
                .sum();
    }

    /// What the watch in the page has counted.
    static int number(Page page, String name) {
        return ((Number) page.evaluate("watched." + name)).intValue();
    }

    /// No rule of axe is broken.
    static void isAccessible(Page page) {
        var violations = new AxeBuilder(page).analyze().getViolations();
        assertThat(violations)
                .extracting(violation ->
                        violation.getId()
                                + ": "
                                + violation.getNodes().stream()
                                        .map(node -> node.getHtml() + node.getFailureSummary())
                                        .toList())
                .isEmpty();
    }

    /// Forgets the complaints about what the test did on purpose.
    void forgive(String words) {
        complaints.removeIf(complaint -> complaint.contains(words));
    }

    private static String resource(String name) {
        try (var in = Objects.requireNonNull(Visitor.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Whatever the console said, a refused script or style among it, fails the test.
    @Override
    public void close() {
        context.close();
        assertThat(complaints).as("what the browser complained of").isEmpty();
    }
}
