package dev.turnaround.settings;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// Reads an address to which paths are appended.
final class WebUrl {
    static final String EXPECTED =
            "an address such as https://example.com, without user, query and fragment";
    private static final int PORT_MAX = 65535;

    private WebUrl() {}

    /// The address without trailing slashes; null if it is not absolute, not http(s), or more than
    /// an address.
    static @Nullable URI parse(String text) {
        try {
            var uri = new URI(text.replaceFirst("/+$", ""));
            var scheme = uri.getScheme();
            var web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
            var plain =
                    uri.getRawUserInfo() == null
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null;
            return web
                            && plain
                            && uri.getHost() != null
                            && uri.getPort() <= PORT_MAX
                            && uri.getPort() != 0
                    ? uri
                    : null;
        } catch (URISyntaxException _) {
            return null;
        }
    }
}
