package dev.turnaround.provider.jira;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Grant;
import dev.turnaround.provider.HookPlace;
import dev.turnaround.provider.SignIn;
import dev.turnaround.provider.http.Authorization;
import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.http.Calls;
import dev.turnaround.provider.http.Consent;
import dev.turnaround.provider.http.OAuthClient;
import dev.turnaround.provider.http.TokenEndpoint;
import dev.turnaround.provider.http.UrlEncoded;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Consent at Atlassian for Jira Cloud: OAuth 2.0 (3LO). It documents no proof key. One grant may
/// reach several sites; a connection is one of them, and the grant keeps which. What is granted is
/// good at the gateway only, for an hour; refresh tokens are replaced at every use.
///
/// <https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/>
final class WebFlow implements SignIn {
    static final Consent CONSENT =
            new Consent(
                    "Atlassian",
                    "the app's page at developer.atlassian.com/console (Settings, and"
                            + " Authorization)");

    static final String CONSENT_ANEW =
            "Add read:jira-work and read:jira-user to the app's permissions for the Jira API at"
                    + " developer.atlassian.com/console, and sign in again from the page of this"
                    + " connection.";

    static final Diagnosis SCOPE =
            new Diagnosis(
                    "scope_missing", "The scope read:jira-work was not granted.", CONSENT_ANEW);

    private static final String CLOUD_ID = "cloudId";
    private static final String SITE = "site";

    private final OAuthClient client;
    private final Atlassian atlassian;
    private final @Nullable URI wanted;
    private final BiFunction<URI, Authorization, Calls> open;
    private final TokenEndpoint tokens;

    /// @param wanted the address of the site, as the operator gave it; null for the only one
    /// @param open opens calls to an address
    WebFlow(
            OAuthClient client,
            Atlassian atlassian,
            @Nullable URI wanted,
            BiFunction<URI, Authorization, Calls> open,
            InstantSource clock) {
        this.client = client;
        this.atlassian = atlassian;
        this.wanted = wanted;
        this.open = open;
        this.tokens =
                new TokenEndpoint(
                        "/oauth/token",
                        TokenEndpoint.Manner.JSON,
                        client,
                        CONSENT,
                        who -> open.apply(atlassian.accounts(), who),
                        clock);
    }

    /// The challenge is of no use here.
    @Override
    public URI consentAt(String state, String challenge, URI redirect, Reach reach) {
        var query = new LinkedHashMap<String, String>();
        query.put("audience", "api.atlassian.com");
        query.put("client_id", client.id());
        query.put("scope", String.join(" ", Ways.scopes(reach)));
        query.put("redirect_uri", redirect.toString());
        query.put("state", state);
        query.put("response_type", "code");
        query.put("prompt", "consent");
        return UrlEncoded.query(atlassian.accounts() + "/authorize", query);
    }

    @Override
    public @Nullable Diagnosis keepsFromHooks(Grant grant, HookPlace place) {
        return CONSENT.lacking(grant, Ways.HOOKS);
    }

    @Override
    public Grant redeem(String code, String verifier, URI redirect) {
        var grant = tokens.redeem(code, null, redirect);
        var site = chosen(sites(grant));
        return grant.with(CLOUD_ID, site.id()).with(SITE, site.address());
    }

    @Override
    public Diagnosis denied(String error) {
        return CONSENT.denied(error);
    }

    /// The next grant, for the same site.
    Grant refreshed(Grant worn) {
        return tokens.refresh(worn, Map.of());
    }

    /// The site that a grant is for.
    ///
    /// @throws ApiFailure.Refused when the grant is for none
    Site site(Grant grant, Authorization authorization) {
        var id = grant.details().get(CLOUD_ID);
        var address = grant.details().get(SITE);
        var url = wanted;
        if (id == null || address == null) {
            throw new ApiFailure.Refused(CONSENT.needed());
        }
        if (url != null && !new Reachable(id, address).isAt(url)) {
            throw new ApiFailure.Refused(
                    new Diagnosis(
                            "other_site",
                            "What was granted is for "
                                    + address
                                    + ", and the connection's url is another.",
                            "Sign in again and choose that site, or correct the connection's"
                                    + " url."));
        }
        var calls = open.apply(atlassian.site(id), authorization);
        return new Site(calls, Site.Kind.CLOUD, true, address);
    }

    /// @param id its identity at the gateway
    private record Reachable(String id, String address) {
        boolean isAt(URI url) {
            return String.valueOf(URI.create(address).getHost()).equalsIgnoreCase(url.getHost());
        }
    }

    private Reachable chosen(List<Reachable> sites) {
        var all = String.join(", ", sites.stream().map(Reachable::address).sorted().toList());
        if (sites.isEmpty()) {
            throw new ApiFailure.Refused(
                    new Diagnosis(
                            "no_site",
                            "The account that consented has no site with Jira.",
                            "Sign in again with an account that can open Jira on the site."));
        }
        var url = wanted;
        if (url == null) {
            if (sites.size() > 1) {
                throw new ApiFailure.Refused(
                        new Diagnosis(
                                "several_sites",
                                "The consent reaches several sites: " + all + ".",
                                "Give the address of one of them as the connection's url, and sign"
                                        + " in again. Each site is a connection of its own."));
            }
            return sites.getFirst();
        }
        return sites.stream()
                .filter(site -> site.isAt(url))
                .findFirst()
                .orElseThrow(() ->
                        new ApiFailure.Refused(
                                new Diagnosis(
                                        "site_not_granted",
                                        "The consent does not reach "
                                                + url.getHost()
                                                + ", only: "
                                                + all
                                                + ".",
                                        "Sign in again and choose that site, with an account that"
                                                + " can open Jira there, or correct the"
                                                + " connection's url.")));
    }

    ///
    /// <https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/#3-1-get-the-cloudid-for-your-site>
    private List<Reachable> sites(Grant grant) {
        var call = Call.get("/oauth/token/accessible-resources");
        try (var calls =
                open.apply(atlassian.gateway(), Authorization.bearer(grant.accessToken()))) {
            return Site.readList(Site.good(calls.send(call), call), WebFlow::sites);
        }
    }

    private static List<Reachable> sites(Fields in) throws IOException {
        var sites = new ArrayList<Reachable>();
        while (in.next()) {
            if (in.enterList()) {
                while (in.nextElement()) {
                    var site = site(in);
                    if (site != null) {
                        sites.add(site);
                    }
                }
            }
        }
        return sites;
    }

    private static @Nullable Reachable site(Fields in) throws IOException {
        String id = null;
        String address = null;
        var jira = false;
        if (in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "id" -> id = in.text();
                    case "url" -> address = in.link();
                    case "scopes" -> jira = ofJira(in);
                    default -> in.skip();
                }
            }
        }
        return jira && id != null && id.matches("[A-Za-z0-9-]{1,64}") && address != null
                ? new Reachable(id, address)
                : null;
    }

    /// A site is listed once for each of its products that something was granted in.
    private static boolean ofJira(Fields in) throws IOException {
        var jira = false;
        if (in.enterList()) {
            while (in.nextElement()) {
                var scope = in.text();
                jira |= scope != null && scope.contains(":jira-");
            }
        }
        return jira;
    }
}
