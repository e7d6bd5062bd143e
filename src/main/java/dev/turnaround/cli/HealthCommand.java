package dev.turnaround.cli;

import dev.turnaround.provider.Provider;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `turnaround health`: for the health check of a container, whose image has nothing else that
/// could ask. Made to be quick, since it runs every few seconds.
@Command(
        name = "health",
        description = "Asks the server on this machine whether it lives; exit 1 if it does not.",
        mixinStandardHelpOptions = true)
public final class HealthCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final List<Provider> providers;

    @Mixin private SettingsFile file = new SettingsFile();

    /// The command.
    ///
    /// @param providers all that the settings may name
    public HealthCommand(List<Provider> providers) {
        this.providers = providers;
    }

    @Override
    public Integer call() {
        var server = file.readUnchecked(providers).server();
        var host =
                switch (server.host()) {
                    case "0.0.0.0", "::" -> "127.0.0.1";
                    case String ipv6 when ipv6.contains(":") -> "[" + ipv6 + "]";
                    case String named -> named;
                };
        var address =
                URI.create(server.scheme() + "://" + host + ":" + server.port() + "/health/live");
        try {
            var status = status(address);
            System.out.println(address + " answered " + status);
            return status == 200 ? 0 : 1;
        } catch (IOException | GeneralSecurityException nobody) {
            throw new Refusal(address + " does not answer: " + nobody.getMessage());
        }
    }

    private static int status(URI address) throws IOException, GeneralSecurityException {
        var connection = (HttpURLConnection) address.toURL().openConnection();
        if (connection instanceof HttpsURLConnection secure) {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            secure.setSSLSocketFactory(context.getSocketFactory());
            secure.setHostnameVerifier((_, _) -> true);
        }
        connection.setConnectTimeout((int) PATIENCE.toMillis());
        connection.setReadTimeout((int) PATIENCE.toMillis());
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    /// The certificate is made out to the name under which the world sees this server. Nothing
    /// secret is sent to it, and nothing is believed but that somebody answers.
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
