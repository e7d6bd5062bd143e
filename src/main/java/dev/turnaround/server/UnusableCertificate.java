package dev.turnaround.server;

import java.nio.file.Path;

/// The certificate or its key cannot be used. The message is for the person at the terminal.
public final class UnusableCertificate extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableCertificate(Path certificate, Path key, Exception cause) {
        super(
                "server.tls cannot be used (%s): certificate is to be a file in PEM with the certificate first, here %s, and key one with its key, here %s"
                        .formatted(cause, certificate, key),
                cause);
    }
}
