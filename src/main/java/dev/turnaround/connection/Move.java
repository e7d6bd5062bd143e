package dev.turnaround.connection;

import dev.turnaround.provider.Provider;
import dev.turnaround.settings.Settings;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A change of where a connection leads. What was given for one host is no other host's business:
/// whoever may change an address could otherwise have the credentials sent to where he likes, which
/// nobody can read here.
final class Move {

    private Move() {}

    /// Whether the connection leads to another origin than before.
    static boolean isOne(Settings.Connection before, Settings.Connection after, Provider provider) {
        return !origin(before, provider).equals(origin(after, provider));
    }

    private static String origin(Settings.Connection connection, Provider provider) {
        var given = connection.url();
        var url = given == null ? provider.publicSite() : given;
        return url == null ? "" : origin(url);
    }

    private static String origin(URI url) {
        var scheme = url.getScheme().toLowerCase(Locale.ROOT);
        var usual = "https".equals(scheme) ? 443 : 80;
        return scheme
                + "://"
                + url.getHost().toLowerCase(Locale.ROOT)
                + ":"
                + (url.getPort() < 0 ? usual : url.getPort());
    }

    /// Refuses one that takes credentials along: all that there are must be given with it.
    ///
    /// @param given the `auth` that comes with the change; null for none
    /// @throws Refusal naming the credentials that are missing
    static void check(Settings.Connection after, @Nullable JsonObject given) {
        var missing = new ArrayList<Refusal.Fault>();
        collect("auth", after.auth().entries(), given, missing);
        if (!missing.isEmpty()) {
            throw Refusal.wrong(missing);
        }
    }

    private static void collect(
            String path,
            Map<String, Settings.Credential> needed,
            @Nullable JsonObject given,
            List<Refusal.Fault> missing) {
        needed.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> {
                    var key = path + "." + entry.getKey();
                    var there = given == null ? null : given.getValue(entry.getKey());
                    switch (entry.getValue()) {
                        case Settings.Credential.Single _ -> {
                            if (there == null) {
                                missing.add(
                                        new Refusal.Fault(
                                                key,
                                                "this along with the new url: what is kept for"
                                                        + " one host is not sent to another"));
                            }
                        }
                        case Settings.Credential.Group(var inner) ->
                                collect(
                                        key,
                                        inner,
                                        there instanceof JsonObject group ? group : null,
                                        missing);
                    }
                });
    }
}
