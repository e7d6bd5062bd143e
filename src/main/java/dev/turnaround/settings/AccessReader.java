package dev.turnaround.settings;

import dev.turnaround.settings.Settings.Access;
import dev.turnaround.settings.Settings.OpenId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads who may come in.
final class AccessReader {
    private static final List<String> SCOPES = List.of("profile", "email");
    private static final int HOURS_MAX = 8_760;

    /// What cannot be a name: addresses are given to the proxies themselves.
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]+(/\\d{1,3})?");

    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern ROLE = Pattern.compile("[^,]*[^,\\s][^,]*");
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Words words;

    AccessReader(Reading reading) {
        this.words = new Words(reading);
    }

    Access read(Section section) {
        var session = section.section("session");
        var idle = hours(session, "idleHours", Access.DEFAULT.idle());
        var longest = hours(session, "maxHours", Access.DEFAULT.longest());
        return new Access(
                idle,
                longest,
                words.read(
                        section,
                        "trustedProxies",
                        ADDRESS,
                        "an IP address, or a block such as 10.1.0.0/16"),
                openId(section.section("oidc")));
    }

    private static Duration hours(Section section, String key, Duration whenAbsent) {
        return Duration.ofHours(
                section.read(
                        key,
                        (int) whenAbsent.toHours(),
                        "a whole number of hours from 1 to " + HOURS_MAX,
                        text -> {
                            var hours = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
                            return hours >= 1 && hours <= HOURS_MAX ? hours : null;
                        }));
    }

    private @Nullable OpenId openId(Section section) {
        var issuer =
                section.readUnseen(
                        "issuer",
                        "the issuer's address, by https (by http only on this machine)",
                        AccessReader::issuer);
        var clientId = section.readOrNull("clientId", "a client id", AccessReader::filled);
        var secret = section.readUnseen("clientSecret", "a client secret", AccessReader::filled);
        var claim = section.read("rolesClaim", "groups", "a claim", AccessReader::filled);
        var adminRoles = words.read(section, "adminRoles", ROLE, "a role");
        var readRoles = words.read(section, "readRoles", ROLE, "a role");
        var scopes = words.read(section, "scopes", WORD, "a scope, without spaces");
        if (issuer == null && clientId == null && section.keys().isEmpty()) {
            return null;
        }
        if (issuer == null || clientId == null) {
            if (section.value("issuer") instanceof Value.Absent) {
                section.refuse("issuer", "the issuer's address, for single sign-on");
            }
            if (section.value("clientId") instanceof Value.Absent) {
                section.refuse("clientId", "the client id, for single sign-on");
            }
            return null;
        }
        if (adminRoles.isEmpty() && readRoles.isEmpty()) {
            section.refuse(
                    "adminRoles", "a role here or in readRoles: without, nobody could sign in");
        }
        return new OpenId(
                issuer,
                clientId,
                secret == null ? null : Secret.of(secret),
                claim,
                adminRoles,
                readRoles,
                scopes.isEmpty() ? SCOPES : scopes);
    }

    private static @Nullable URI issuer(String text) {
        var uri = WebUrl.parse(text);
        return uri != null
                        && ("https".equals(uri.getScheme()) || THIS_MACHINE.contains(uri.getHost()))
                ? uri
                : null;
    }

    private static @Nullable String filled(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
