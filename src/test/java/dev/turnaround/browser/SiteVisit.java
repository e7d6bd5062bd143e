package dev.turnaround.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test in which one visitor looks at one site.
@ExtendWith(NeedsChromium.class)
abstract class SiteVisit {
    final Site site;
    final Visitor visitor;

    SiteVisit(Site.Extra... extras) {
        site = new Site(extras);
        visitor = Visitor.of(site);
    }

    @AfterEach
    void leave() {
        try (site) {
            visitor.close();
        }
    }

    /// Signs in, and opens a screen in a tab of its own.
    Page open(String path) {
        visitor.signIn();
        var page = visitor.open(path);
        Visitor.isLive(page);
        return page;
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /// Those with these words in them.
    static Locator.FilterOptions has(String words) {
        return new Locator.FilterOptions().setHasText(words);
    }
}
