package dev.turnaround.provider.github;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Where the two APIs of a GitHub are, and its pages.
///
/// | | REST | GraphQL | pages |
/// | --- | --- | --- | --- |
/// | github.com | `https://api.github.com` | `https://api.github.com/graphql` | `https://github.com` |
/// | with data residency | `https://api.SUB.ghe.com` | `https://api.SUB.ghe.com/graphql` | `https://SUB.ghe.com` |
/// | Enterprise Server | `https://HOST/api/v3` | `https://HOST/api/graphql` | `https://HOST` |
///
/// <https://docs.github.com/en/enterprise-server@latest/graphql/guides/forming-calls-with-graphql>
record Site(URI rest, URI graphQl, URI pages) {
    private static final String RESIDENT = ".ghe.com";
    private static final String SERVER = "/api/v3";

    /// The site that an operator means by an address, be it that of the pages or that of the API.
    ///
    /// @param url null for github.com
    static Site of(@Nullable URI url) {
        var host = url == null || url.getHost() == null ? "github.com" : url.getHost();
        if (url == null || host.equals("github.com") || host.equals("api.github.com")) {
            return hosted("https://", "github.com");
        }
        var origin = url.getScheme() + "://";
        var place = host + (url.getPort() < 0 ? "" : ":" + url.getPort());
        if (host.endsWith(RESIDENT)) {
            return hosted(origin, place.startsWith("api.") ? place.substring(4) : place);
        }
        return new Site(
                URI.create(origin + place + SERVER),
                URI.create(origin + place + "/api/graphql"),
                URI.create(origin + place));
    }

    private static Site hosted(String origin, String place) {
        var api = origin + "api." + place;
        return new Site(URI.create(api), URI.create(api + "/graphql"), URI.create(origin + place));
    }
}
