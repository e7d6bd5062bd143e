package dev.turnaround.server;

import dev.turnaround.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the server proves itself with, as its files have it: whoever renews a certificate writes
/// the files, and nothing is restarted.
final class Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    private final Vertx vertx;
    private final Settings.Tls files;
    private final AtomicReference<@Nullable Consumer<PemKeyCertOptions>> user =
            new AtomicReference<>();
    private volatile PemKeyCertOptions current;
    private volatile boolean warned;

    /// Reads them.
    ///
    /// @throws UnusableCertificate when they are none
    Certificates(Vertx vertx, Settings.Tls files) {
        this.vertx = vertx;
        this.files = files;
        this.current = read();
    }

    PemKeyCertOptions current() {
        return current;
    }

    /// Tells the first who asks of each change: event loops share what listens, and Vert.x does not
    /// bear to be told by two of them at once.
    void onChange(Consumer<PemKeyCertOptions> first) {
        user.compareAndSet(null, first);
    }

    /// Reads the files again. Blocks. Those that cannot be used may be half written: what was read
    /// before stays in use.
    void look() {
        try {
            var now = read();
            warned = false;
            if (!now.getCertValue().equals(current.getCertValue())
                    || !now.getKeyValue().equals(current.getKeyValue())) {
                current = now;
                var told = user.get();
                if (told != null) {
                    told.accept(now);
                }
            }
        } catch (UnusableCertificate unusable) {
            // Said once, for it is looked every few seconds.
            if (!warned) {
                LOG.atWarn()
                        .setCause(unusable)
                        .log("the certificate cannot be used; the one before stays in use");
            }
            warned = true;
        }
    }

    private PemKeyCertOptions read() {
        try {
            var read =
                    new PemKeyCertOptions()
                            .setCertValue(Buffer.buffer(Files.readAllBytes(files.certificate())))
                            .setKeyValue(Buffer.buffer(Files.readAllBytes(files.key())));
            // Finds out whether they are what they should be, and belong together.
            var _ = read.getKeyManagerFactory(vertx);
            return read;
        } catch (Exception failed) {
            // The method that makes the factory declares no less.
            throw new UnusableCertificate(files.certificate(), files.key(), failed);
        }
    }
}
