package dev.turnaround.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// Connects to an address that was looked at, under the name that it goes by. No HTTP client: that
/// of the JDK asks the name server once more, and may be told something else.
final class Dial {
    private final SSLContext trust;

    Dial(SSLContext trust) {
        this.trust = trust;
    }

    /// A connection, with TLS where the address has it, whose certificate is for the host of the
    /// address. The hands are not shaken yet.
    Socket to(URI address, InetAddress at) throws IOException {
        var plain = new Socket();
        try {
            plain.connect(
                    new InetSocketAddress(at, Road.port(address)), (int) Road.PATIENCE.toMillis());
            plain.setSoTimeout((int) Road.PATIENCE.toMillis());
            return "http".equals(address.getScheme()) ? plain : secured(plain, address);
        } catch (IOException failed) {
            plain.close();
            throw failed;
        }
    }

    private SSLSocket secured(Socket plain, URI address) throws IOException {
        var socket =
                (SSLSocket)
                        trust.getSocketFactory()
                                .createSocket(plain, address.getHost(), Road.port(address), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }
}
