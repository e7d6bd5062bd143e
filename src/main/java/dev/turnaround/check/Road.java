package dev.turnaround.check;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Outgoing;
import dev.turnaround.provider.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
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

    private final Outgoing outgoing;
    private final Handshake handshake;
    private final Knock knock;

    private Road(SSLContext trust, Outgoing outgoing, InstantSource clock) {
        var dial = new Dial(trust);
        this.outgoing = outgoing;
        this.handshake = new Handshake(dial, clock);
        this.knock = new Knock(dial);
    }

    /// The way as this machine goes it, with the certificates that its Java trusts.
    ///
    /// @param outgoing where it may lead
    public static Road ofThisMachine(Outgoing outgoing, InstantSource clock) {
        try {
            return trusting(SSLContext.getDefault(), outgoing, clock);
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has TLS", impossible);
        }
    }

    /// The way with other certificates trusted.
    static Road trusting(SSLContext trust, Outgoing outgoing, InstantSource clock) {
        return new Road(trust, outgoing, clock);
    }

    /// Goes it.
    ///
    /// @param address http or https
    /// @return the steps `dns`, `tls`, `reachable`
    public List<Step> go(URI address) {
        return switch (resolve(address.getHost())) {
            case Resolved.Wrong(var diagnosis) -> {
                var steps = new ArrayList<>(List.of(Step.failed("dns", diagnosis)));
                for (var name : List.of("tls", "reachable")) {
                    steps.add(Steps.after(steps, name, () -> Step.ok(name, "")));
                }
                yield steps;
            }
            case Resolved.Found(var step, var at) -> {
                var steps = new ArrayList<>(List.of(step));
                steps.add(handshake.with(address, at));
                steps.add(Steps.after(steps, "reachable", () -> knock.at(address, at)));
                yield steps;
            }
        };
    }

    private sealed interface Resolved {
        /// @param at the address to go to; a second look at the name could find another
        record Found(Step step, InetAddress at) implements Resolved {}

        record Wrong(Diagnosis why) implements Resolved {}
    }

    private Resolved resolve(@Nullable String host) {
        if (host == null) {
            return new Resolved.Wrong(
                    new Diagnosis(
                            "no_host",
                            "the address has no host",
                            "Give the whole address as the connection's url, such as https://gitlab.example.com."));
        }
        try {
            var found = outgoing.addresses(host);
            var shown =
                    found.stream()
                            .limit(ADDRESSES_SHOWN)
                            .map(InetAddress::getHostAddress)
                            .collect(Collectors.joining(", "));
            var more = found.size() - ADDRESSES_SHOWN;
            return new Resolved.Found(
                    Step.ok(
                            "dns",
                            host + " is " + shown + (more > 0 ? " and " + more + " more" : "")),
                    found.getFirst());
        } catch (ApiFailure.Refused denied) {
            return new Resolved.Wrong(denied.diagnosis());
        } catch (UnknownHostException unknown) {
            return new Resolved.Wrong(
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
