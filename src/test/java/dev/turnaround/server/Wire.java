package dev.turnaround.server;

import dev.turnaround.store.Endpoint;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The wire between server and database, which can be cut.
final class Wire implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Endpoint real;
    private final NetServer server;
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    Wire(Endpoint real) {
        this.real = real;
        var client = vertx.createNetClient();
        this.server =
                vertx.createNetServer()
                        .connectHandler(socket -> {
                            if (cut) {
                                socket.close();
                                return;
                            }
                            open.add(socket);
                            socket.pause();
                            client.connect(real.port(), real.host())
                                    .onSuccess(other -> {
                                        socket.pipeTo(other);
                                        other.pipeTo(socket);
                                        socket.resume();
                                    });
                        })
                        .listen(0, "127.0.0.1")
                        .await();
    }

    Endpoint endpoint() {
        return new Endpoint(
                "127.0.0.1",
                server.actualPort(),
                real.database(),
                real.user(),
                real.password(),
                Map.of());
    }

    void cut() {
        cut = true;
        open.forEach(NetSocket::close);
        open.clear();
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
