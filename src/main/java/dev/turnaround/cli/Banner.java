package dev.turnaround.cli;

import dev.turnaround.server.Server;
import dev.turnaround.settings.Settings;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// What the start tells the person who started it.
final class Banner {

    private Banner() {}

    static void print(Server server, Settings settings, Duration took, PrintStream out) {
        var url = server.publicUrl();
        out.printf(
                Locale.ROOT, "%nTurnaround is ready after %.1f s.%n%n", took.toMillis() / 1000.0);
        out.println("  Web        " + url);
        var token = server.newAdminToken();
        if (token != null) {
            out.println("  Sign in    " + url + "/#token=" + token);
            out.println("  Token      " + token);
            out.println(
                    "             the administrator's; it is shown this once and kept as a hash");
        } else if (settings.admin().token() == null) {
            out.println("  Token      was shown at the first start; for another one:");
            out.println("             turnaround token create --scope admin");
        }
        for (var connection : settings.connections()) {
            out.printf(
                    "  Webhooks   %s/webhooks/%s  (%s)%n",
                    url, connection.id(), connection.provider());
            if (isEmpty(connection.auth())) {
                out.println(
                        "             no API credentials: it lives from webhooks alone, and what they miss stays missing");
            }
        }
        if (settings.connections().isEmpty()) {
            out.println("  Webhooks   none yet: add a connection to config/turnaround.yaml");
        }
        out.println();
        out.flush();
    }

    private static boolean isEmpty(Settings.Credential.Group auth) {
        return auth.entries().isEmpty();
    }
}
