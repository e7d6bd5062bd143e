package dev.turnaround.api;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells requests of our own page from those that another site makes a browser send along with our
/// cookie. Three things, because each alone leaves somebody out:
///
/// - The cookie is `SameSite=Strict`, which keeps other sites out, but not a neighbour below the
///   same domain (`blog.example.com` beside `turnaround.example.com`), nor old browsers.
/// - `Sec-Fetch-Site`, or where a browser is too old for it `Origin`, tells the neighbour: a page
///   cannot set either. <https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header>
/// - The header [#PROOF] cannot be sent across origins without asking first, which nothing here
///   allows. It stops forms where both headers are missing or were taken out on the way.
///
/// A token in `Authorization` needs none of this: a browser does not send it by itself. Vert.x's
/// `CSRFHandler` was not taken: its cookie can be set by that same neighbour, and it would have a
/// program with a session fetch a page first.
final class CrossSite {
    /// The header that our own requests carry, with any value.
    static final String PROOF = "x-requested-by";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private CrossSite() {}

    /// Whether the request may change something.
    static boolean changes(HttpServerRequest request) {
        return !SAFE.contains(request.method().name());
    }

    /// Why a request that shows a cookie is not taken; null when it is ours.
    static @Nullable String doubt(HttpServerRequest request, URI publicUrl) {
        if (isForeign(request, publicUrl)) {
            return "the request comes from another site";
        }
        var proof = request.getHeader(PROOF);
        return proof == null || proof.isBlank()
                ? "a request with a session needs the header X-Requested-By; one with a token does not"
                : null;
    }

    /// Whether a browser says that another site is behind the request. What is no browser says
    /// nothing.
    static boolean isForeign(HttpServerRequest request, URI publicUrl) {
        var site = request.getHeader("sec-fetch-site");
        if (site != null) {
            return !site.equals("same-origin");
        }
        var origin = request.getHeader("origin");
        return origin != null && !isOurs(origin, request, publicUrl);
    }

    /// Ours is the public address, and whatever host the browser believes to talk to.
    private static boolean isOurs(String origin, HttpServerRequest request, URI publicUrl) {
        try {
            var given = new URI(origin);
            var authority = given.getRawAuthority();
            if (authority == null) {
                return false;
            }
            var spoken = authority.toLowerCase(Locale.ROOT);
            var host = request.getHeader("host");
            return (host != null && spoken.equals(host.toLowerCase(Locale.ROOT)))
                    || (publicUrl.getScheme().equals(given.getScheme())
                            && spoken.equals(publicUrl.getRawAuthority().toLowerCase(Locale.ROOT)));
        } catch (URISyntaxException nonsense) {
            return false;
        }
    }
}
