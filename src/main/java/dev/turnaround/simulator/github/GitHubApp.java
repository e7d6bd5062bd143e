package dev.turnaround.simulator.github;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A GitHub App and where it is installed.
///
/// <https://docs.github.com/en/rest/apps/apps>
public final class GitHubApp {
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);
    private static final long LIFE_MAX_SECONDS = 600;

    private final long id;
    private final String name;
    private final PublicKey key;
    private final Map<Long, Installed> installed = new TreeMap<>();
    private final Map<String, Given> tokens = new HashMap<>();

    /// An app.
    ///
    /// @param key of the private key that its owner has
    public GitHubApp(long id, String name, PublicKey key) {
        this.id = id;
        this.name = name;
        this.key = key;
    }

    private static final class Installed {
        private final long id;
        private final String account;
        private final @Nullable Set<Long> chosen;
        private Map<String, String> permissions;
        private boolean suspended;

        Installed(
                long id,
                String account,
                @Nullable Set<Long> chosen,
                Map<String, String> permissions) {
            this.id = id;
            this.account = account;
            this.chosen = chosen;
            this.permissions = permissions;
        }
    }

    private record Given(Installed to, Map<String, String> permissions, Instant expiresAt) {}

    /// Somebody installs it.
    ///
    /// @param chosen the repositories by their numbers; null for all, also those to come
    /// @param permissions such as `pull_requests` and `read`
    public synchronized void install(
            long installation,
            String account,
            @Nullable Set<Long> chosen,
            Map<String, String> permissions) {
        installed.put(
                installation,
                new Installed(
                        installation,
                        account,
                        chosen == null ? null : Set.copyOf(chosen),
                        Map.copyOf(permissions)));
    }

    /// An installation is suspended, or is so no more. Its tokens end.
    public synchronized void suspend(long installation, boolean whether) {
        named(installation).suspended = whether;
        tokens.clear();
    }

    /// An installation may other things. Its tokens end.
    public synchronized void permit(long installation, Map<String, String> permissions) {
        named(installation).permissions = Map.copyOf(permissions);
        tokens.clear();
    }

    /// Somebody uninstalls it.
    public synchronized void uninstall(long installation) {
        installed.remove(installation);
        tokens.clear();
    }

    private Installed named(long installation) {
        var found = installed.get(installation);
        if (found == null) {
            throw new IllegalArgumentException("no installation " + installation);
        }
        return found;
    }

    /// What the tokens that are good now were given for: the permissions that were asked for.
    public synchronized List<Map<String, String>> given() {
        return tokens.values().stream().map(Given::permissions).toList();
    }

    /// The answer to a request of the app itself; null when it is none.
    ///
    /// @param path below the API's beginning
    synchronized @Nullable ApiReply answer(ApiRequest request, String path, Instant now) {
        if (!path.equals("app") && !path.startsWith("app/")) {
            return null;
        }
        if (!isSigned(request.header("authorization"), now)) {
            return GitHubReplies.message(401, "A JSON web token could not be decoded");
        }
        var steps = List.of(path.split("/", -1));
        if (steps.size() == 1) {
            return ApiReply.json(
                    200, Payload.object().put("id", id).put("slug", name).put("name", name) + "");
        }
        if (!steps.get(1).equals("installations")) {
            return GitHubReplies.notFound();
        }
        if (steps.size() == 2) {
            var list = Payload.object().putArray("list");
            installed.values().forEach(one -> list.add(json(one)));
            return ApiReply.json(200, list.toString());
        }
        var found = installed.get(Long.parseLong(steps.get(2)));
        if (found == null) {
            return GitHubReplies.notFound();
        }
        return steps.size() == 3
                ? ApiReply.json(200, json(found).toString())
                : token(request, found, now);
    }

    private static ObjectNode json(Installed one) {
        var json = Payload.object().put("id", one.id);
        json.putObject("account").put("login", one.account).put("type", "Organization");
        json.put("repository_selection", one.chosen == null ? "all" : "selected");
        var permissions = json.putObject("permissions");
        one.permissions.forEach(permissions::put);
        return json.put("suspended_at", one.suspended ? "2026-11-01T08:00:00Z" : null);
    }

    private ApiReply token(ApiRequest request, Installed of, Instant now) {
        if (of.suspended) {
            return GitHubReplies.message(403, "This installation has been suspended");
        }
        var asked = new TreeMap<String, String>();
        for (var one : Wire.tree(request.body()).path("permissions").properties()) {
            asked.put(one.getKey(), one.getValue().asText());
        }
        if (!of.permissions.keySet().containsAll(asked.keySet())) {
            return GitHubReplies.message(
                    422, "The permissions requested are not granted to this installation.");
        }
        var expires = now.plus(TOKEN_LIFE);
        // Of the form that came in 2026, which has no fixed length.
        var token = "ghs_" + id + "_" + tokens.size() + "x" + now.getEpochSecond() + "." + of.id;
        var permissions = asked.isEmpty() ? of.permissions : Map.copyOf(asked);
        tokens.put(token, new Given(of, permissions, expires));
        var json = Payload.object().put("token", token).put("expires_at", expires.toString());
        json.put("repository_selection", of.chosen == null ? "all" : "selected");
        var told = json.putObject("permissions");
        permissions.forEach(told::put);
        return ApiReply.json(201, json.toString());
    }

    private boolean isSigned(@Nullable String authorization, Instant now) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return false;
        }
        var parts = authorization.substring("Bearer ".length()).split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        var header = Wire.tree(decoded(parts[0]));
        var claims = Wire.tree(decoded(parts[1]));
        return header.path("alg").asText().equals("RS256")
                && claims.path("iss").asText().equals(Long.toString(id))
                && claims.path("iat").asLong() <= now.getEpochSecond()
                && claims.path("exp").asLong() > now.getEpochSecond()
                && claims.path("exp").asLong() <= now.getEpochSecond() + LIFE_MAX_SECONDS
                && verified(parts);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), US_ASCII);
    }

    private boolean verified(String[] parts) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    /// The repositories that a token opens; null when it is none of this app's.
    ///
    /// @param all those that there are
    synchronized @Nullable List<GitHubRepository> opened(
            @Nullable String authorization, Iterable<GitHubRepository> all, Instant now) {
        var given =
                authorization != null && authorization.startsWith("Bearer ")
                        ? tokens.get(authorization.substring("Bearer ".length()))
                        : null;
        if (given == null || !now.isBefore(given.expiresAt())) {
            return null;
        }
        var opened = new ArrayList<GitHubRepository>();
        for (var one : all) {
            var chosen = given.to().chosen;
            if (one.owner().login().equals(given.to().account)
                    && (chosen == null || chosen.contains(one.id()))) {
                opened.add(one);
            }
        }
        return opened;
    }
}
