package dev.turnaround.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A server with a certificate of an authority of its own making, on this machine.
final class TlsServer implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final HttpsServer server;
    private final SSLContext context;

    private TlsServer(HttpsServer server, SSLContext context) {
        this.server = server;
        this.context = context;
    }

    /// Starts one.
    ///
    /// @param name what the certificate is for, such as `dns:localhost`
    /// @param start from when it is valid, as keytool words it, such as `-10d`
    /// @param days for how long
    static TlsServer start(Path folder, String name, String start, int days)
            throws IOException, InterruptedException, GeneralSecurityException {
        var file = folder.resolve("keys.p12");
        Files.deleteIfExists(file);
        keytool(
                file,
                "-alias",
                "authority",
                "-dname",
                "CN=authority",
                "-ext",
                "bc:c",
                "-startdate",
                "-60d",
                "-validity",
                "3000");
        keytool(
                file,
                "-alias",
                "test",
                "-dname",
                "CN=test",
                "-signer",
                "authority",
                "-ext",
                "san=" + name,
                "-startdate",
                start,
                "-validity",
                Integer.toString(days));
        var context = context(file);
        var server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(404, -1);
                    exchange.close();
                });
        server.start();
        return new TlsServer(server, context);
    }

    private static void keytool(Path file, String... options)
            throws IOException, InterruptedException {
        var words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                new String(PASSWORD)));
        words.addAll(List.of(options));
        var keytool = new ProcessBuilder(words).redirectErrorStream(true).start();
        var said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (keytool.waitFor() != 0) {
            throw new AssertionError(said);
        }
    }

    private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance(file.toFile(), PASSWORD);
        var shown = KeyStore.getInstance("PKCS12");
        shown.load(null, null);
        shown.setKeyEntry(
                "test", keys.getKey("test", PASSWORD), PASSWORD, keys.getCertificateChain("test"));
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(shown, PASSWORD);
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", keys.getCertificate("authority"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /// Trusts its authority, and no other.
    SSLContext context() {
        return context;
    }

    URI address() {
        return URI.create("https://localhost:" + server.getAddress().getPort() + "/api");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
