package dev.turnaround.check;

import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// The way to a provider, as far as it is the same for all: its name, its certificate, an answer.
///
/// Every call waits, so call on a virtual thread.
public final class Road {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ADDRESSES_SHOWN = 2;

    private final Handshake handshake;
    private final Knock knock;

    private Road(SSLContext trust, InstantSource clock) {
        this.handshake = new Handshake(trust, clock);
        this.knock = new Knock(trust);
    }

    /// The way as this machine goes it, with the certificates that its Java trusts.
    public static Road ofThisMachine(InstantSource clock) {
        try {
            return trusting(SSLContext.getDefault(), clock);
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has TLS", impossible);
        }
    }

    /// The way with other certificates trusted.
    static Road trusting(SSLContext trust, InstantSource clock) {
        return new Road(trust, clock);
    }

    /// Goes it.
    ///
    /// @param address http or https
    /// @return the steps `dns`, `tls`, `reachable`
    public List<Step> go(URI address) {
        var steps = new ArrayList<Step>(3);
        steps.add(resolve(address.getHost()));
        steps.add(Steps.after(steps, "tls", () -> handshake.with(address)));
        steps.add(Steps.after(steps, "reachable", () -> knock.at(address)));
        return steps;
    }

    private static Step resolve(@Nullable String host) {
        if (host == null) {
            return Step.failed(
                    "dns",
                    new Diagnosis(
                            "no_host",
                            "the address has no host",
                            "Give the whole address as the connection's url, such as https://gitlab.example.com."));
        }
        try {
            var found = InetAddress.getAllByName(host);
            var shown =
                    Arrays.stream(found)
                            .limit(ADDRESSES_SHOWN)
                            .map(InetAddress::getHostAddress)
                            .collect(Collectors.joining(", "));
            var more = found.length - ADDRESSES_SHOWN;
            return Step.ok(
                    "dns", host + " is " + shown + (more > 0 ? " and " + more + " more" : ""));
        } catch (UnknownHostException unknown) {
            return Step.failed(
                    "dns",
                    new Diagnosis(
                            "name_unknown",
                            "the name " + host + " is not known to this machine",
                            "Look for a slip in the connection's url, and whether this machine's name server knows the host: getent hosts "
                                    + host));
        }
    }

    /// A connection that did not come about.
    static Diagnosis unreachable(URI address, IOException failed) {
        return new Diagnosis(
                "no_connection",
                "no connection to "
                        + address.getHost()
                        + ", port "
                        + port(address)
                        + ": "
                        + reason(failed),
                "Check host and port of the connection's url, and whether a firewall lets this machine out to it.");
    }

    static String reason(Throwable failed) {
        var message = failed.getMessage();
        return message == null || message.isBlank() ? failed.getClass().getSimpleName() : message;
    }

    static int port(URI address) {
        if (address.getPort() > 0) {
            return address.getPort();
        }
        return "http".equals(address.getScheme()) ? 80 : 443;
    }
}
