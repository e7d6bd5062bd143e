package dev.turnaround.provider.jira;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Authorization;
import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.http.Calls;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Finds out what stands at the address of a connection, and on which way it lets us in.
///
/// A server says itself whether it is Cloud. A token with scopes is refused at the address of its
/// own site and accepted at Atlassian's gateway, where the site goes by an identity that anybody
/// may ask it for.
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#authentication>
final class SiteFinder {
    private static final String THROUGH_GATEWAY = Atlassian.JIRA;
    static final Call MYSELF = Call.get("/rest/api/3/myself");
    private static final Call SERVER = Call.get("/rest/api/2/serverInfo");
    private static final Call TENANT = Call.get("/_edge/tenant_info");
    private static final Authorization NOBODY = Map::of;

    private final URI address;
    private final URI gateway;
    private final Authorization authorization;
    private final BiFunction<URI, Authorization, Calls> open;

    /// @param address as the operator gave it
    /// @param gateway Atlassian's, or one that stands in for it
    /// @param open opens calls to an address
    SiteFinder(
            URI address,
            URI gateway,
            Authorization authorization,
            BiFunction<URI, Authorization, Calls> open) {
        this.address = address;
        this.gateway = gateway;
        this.authorization = authorization;
        this.open = open;
    }

    /// Asks.
    ///
    /// @throws ApiFailure when there is no way in
    Site find() {
        var direct = open.apply(address, authorization);
        var site = found(direct);
        if (site == null || site.calls() != direct) {
            direct.close();
        }
        if (site == null) {
            throw new ApiFailure.Unreadable("serverInfo does not say what stands there");
        }
        return site;
    }

    private @Nullable Site found(Calls direct) {
        try {
            var said = direct.send(SERVER);
            if (Refusals.isUnauthenticated(said)) {
                return otherwise(said, SERVER, null);
            }
            var server = Site.read(Site.good(said, SERVER), Server::read);
            if (server.deployment() == null) {
                return null;
            }
            if (!"Cloud".equals(server.deployment())) {
                return new Site(direct, Site.Kind.DATA_CENTER, false, server.address());
            }
            if (address.getPath() != null && address.getPath().startsWith(THROUGH_GATEWAY)) {
                return new Site(direct, Site.Kind.CLOUD, true, server.address());
            }
            var who = direct.send(MYSELF);
            return Refusals.isUnauthenticated(who)
                    ? otherwise(who, MYSELF, server.address())
                    : new Site(direct, Site.Kind.CLOUD, false, server.address());
        } catch (ApiFailure failure) {
            direct.close();
            throw failure;
        }
    }

    /// The way through the gateway.
    ///
    /// @param refusal what the site itself said
    private Site otherwise(Answer refusal, Call call, @Nullable String site) {
        var cloud = identity();
        if (cloud == null) {
            throw Refusals.of(refusal, call.toString());
        }
        var calls = open.apply(gateway.resolve(THROUGH_GATEWAY + cloud), authorization);
        try {
            var who = calls.send(MYSELF);
            if (Refusals.isUnauthenticated(who) && !Refusals.isOutOfScope(who)) {
                throw Refusals.of(who, MYSELF.toString());
            }
            return new Site(calls, Site.Kind.CLOUD, true, site == null ? shownAt(calls) : site);
        } catch (ApiFailure failure) {
            calls.close();
            throw failure;
        }
    }

    /// Where people look at what is read through the gateway.
    private String shownAt(Calls calls) {
        var said = calls.send(SERVER);
        var shown = said.ok() ? Site.read(said, Server::read).address() : null;
        return shown == null ? trimmed(address.toString()) : shown;
    }

    /// The identity of a site of Cloud; null when this is none. Asked for without credentials.
    private @Nullable String identity() {
        try (var anybody = open.apply(address, NOBODY)) {
            var answer = anybody.send(TENANT);
            if (!answer.ok() || Refusals.isPage(answer)) {
                return null;
            }
            var id = Site.read(answer, SiteFinder::cloudId);
            return id.matches("[A-Za-z0-9-]{1,64}") ? id : null;
        } catch (ApiFailure.Unreadable _) {
            return null;
        }
    }

    private static String cloudId(Fields in) throws IOException {
        String id = null;
        while (in.next()) {
            switch (in.name()) {
                case "cloudId" -> id = in.text();
                default -> in.skip();
            }
        }
        return id == null ? "" : id;
    }

    private static String trimmed(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    private record Server(@Nullable String deployment, @Nullable String address) {
        static Server read(Fields in) throws IOException {
            String deployment = null;
            String address = null;
            while (in.next()) {
                switch (in.name()) {
                    case "deploymentType" -> deployment = in.text();
                    case "baseUrl" -> address = in.link();
                    default -> in.skip();
                }
            }
            return new Server(deployment, address == null ? null : trimmed(address));
        }
    }
}
