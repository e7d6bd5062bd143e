package dev.turnaround.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `postgresql://user:password@host:5432/database?sslmode=require`.
///
/// By hand, because [URI] refuses what passwords hold, and tells nobody which part is wrong. Form:
/// <https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS>
final class DatabaseUrl {
    private static final int PORT_DEFAULT = 5432;
    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final Pattern FORM =
            Pattern.compile(
                    "postgres(?:ql)?://(?:(?<login>[^/?#]*)@)?"
                            + "(?<host>\\[[0-9A-Fa-f:.]+]|[^:/?#@,\\[\\]\\s]+)(?::(?<port>\\d{1,5}))?"
                            + "/(?<database>[^/?#]+)(?:\\?(?<options>[^#]*))?");

    /// A database, or what was expected instead.
    sealed interface Parsed {
        /// A URL that can be connected to.
        record Good(Settings.Database.External database) implements Parsed {}

        /// A URL with this expectation not met; it shows nothing of the URL.
        record Wrong(String expected) implements Parsed {}
    }

    private DatabaseUrl() {}

    static Parsed parse(String url) {
        var form = FORM.matcher(url);
        if (!form.matches()) {
            return new Parsed.Wrong(
                    "embedded, or postgresql://user:password@host:5432/database"
                            + " (special characters in the password as %XX)");
        }
        var login = form.group("login");
        if (login == null || login.isEmpty() || login.startsWith(":")) {
            return new Parsed.Wrong("a user before the host: postgresql://user:password@host/…");
        }
        var port = form.group("port") == null ? PORT_DEFAULT : Integer.parseInt(form.group("port"));
        if (port < 1 || port > 65535) {
            return new Parsed.Wrong("a port from 1 to 65535");
        }
        try {
            return parsed(
                    form.group("host"),
                    port,
                    form.group("database"),
                    login,
                    options(form.group("options")));
        } catch (IllegalArgumentException _) {
            return new Parsed.Wrong("% followed by two hexadecimal digits (%25 for a % itself)");
        }
    }

    private static Parsed parsed(
            String host, int port, String database, String login, Map<String, String> options) {
        if (options.containsKey("user") || options.containsKey("password")) {
            return new Parsed.Wrong("user and password before the host, not among the options");
        }
        if (!SSL_MODES.contains(options.getOrDefault("sslmode", "prefer"))) {
            return new Parsed.Wrong("an sslmode that is one of " + String.join(", ", SSL_MODES));
        }
        var colon = login.indexOf(':');
        var user = colon < 0 ? login : login.substring(0, colon);
        var password = colon < 0 ? "" : decoded(login.substring(colon + 1));
        return new Parsed.Good(
                new Settings.Database.External(
                        host.replaceAll("[\\[\\]]", ""),
                        port,
                        decoded(database),
                        decoded(user),
                        secret(password),
                        options));
    }

    private static @Nullable Secret secret(String password) {
        return password.isEmpty() ? null : Secret.of(password);
    }

    private static Map<String, String> options(@Nullable String query) {
        var options = new LinkedHashMap<String, String>();
        if (query == null || query.isEmpty()) {
            return options;
        }
        for (var option : query.split("&", -1)) {
            var equals = option.indexOf('=');
            if (equals > 0) {
                options.put(
                        decoded(option.substring(0, equals)),
                        decoded(option.substring(equals + 1)));
            }
        }
        return options;
    }

    private static String decoded(String text) {
        // URLDecoder is for forms, where "+" is a space; in a URL it is itself.
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }
}
