package dev.turnaround.check;

import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/// Shakes hands as an API client would: the certificate must be trusted, in date and of that name.
final class Handshake {
    private static final String STEP = "tls";

    // Public authorities give certificates for 47 to 90 days and renew them about a third before
    // their end, so one with less than this left was not renewed when it should have been.
    // <https://letsencrypt.org/docs/integration-guide/#when-to-renew>
    private static final Duration SOON = Duration.ofDays(14);

    private final Dial dial;
    private final InstantSource clock;

    Handshake(Dial dial, InstantSource clock) {
        this.dial = dial;
        this.clock = clock;
    }

    Step with(URI address, InetAddress at) {
        if ("http".equals(address.getScheme())) {
            return inTheClear(at);
        }
        try (var socket = (SSLSocket) dial.to(address, at)) {
            return shake(socket, address);
        } catch (SSLException refused) {
            return Step.failed(STEP, diagnosis(address, refused));
        } catch (IOException failed) {
            return Step.failed(STEP, Road.unreachable(address, failed));
        }
    }

    private Step shake(SSLSocket socket, URI address) throws IOException {
        socket.startHandshake();
        var session = socket.getSession();
        var protocol = session.getProtocol();
        if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
            return inDate(address, protocol, certificate.getNotAfter().toInstant());
        }
        return Step.ok(STEP, protocol);
    }

    private Step inDate(URI address, String protocol, Instant end) {
        var left = Duration.between(clock.instant(), end);
        var detail =
                "%s, certificate valid until %s (%d days)"
                        .formatted(
                                protocol,
                                end.atOffset(ZoneOffset.UTC).toLocalDate(),
                                left.toDays());
        return left.compareTo(SOON) < 0
                ? new Step(
                        STEP,
                        Step.Result.WARNING,
                        detail,
                        "The certificate of "
                                + address.getHost()
                                + " ends soon: whoever runs that host should renew it.")
                : Step.ok(STEP, detail);
    }

    private static Step inTheClear(InetAddress at) {
        return at.isLoopbackAddress()
                ? Step.skipped(STEP, "the address is http, on this machine")
                : new Step(
                        STEP,
                        Step.Result.WARNING,
                        "the address is http: whoever is on the way can read the credentials",
                        "Use the https address of the provider as the connection's url.");
    }

    private static Diagnosis diagnosis(URI address, SSLException refused) {
        var host = address.getHost();
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return new Diagnosis(
                        "certificate_expired",
                        "the certificate of " + host + " has expired",
                        "Whoever runs that host must renew it. If it looks fine elsewhere, check this machine's clock.");
            }
            if (cause instanceof CertPathBuilderException) {
                return new Diagnosis(
                        "certificate_untrusted",
                        "the certificate of "
                                + host
                                + " is from an authority that Java does not trust",
                        "Add your authority to the Java that runs Turnaround: keytool -importcert -cacerts -alias company -file ca.pem. Where a proxy opens TLS, it is the proxy's.");
            }
            if (cause.getClass().equals(CertificateException.class)) {
                return new Diagnosis(
                        "certificate_name",
                        "the certificate is not for " + host,
                        "Use the name that the certificate has as the connection's url, or have one made for this name.");
            }
        }
        return new Diagnosis(
                "tls_failed",
                "no TLS with " + host + ": " + Road.reason(refused),
                "Check that the port of the connection's url speaks https and allows TLS 1.2 or 1.3.");
    }
}
