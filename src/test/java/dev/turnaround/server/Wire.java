package dev.turnaround.server;

import dev.turnaround.store.Endpoint;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The wire between server and database, which can be cut, and can go silent.
final class Wire implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Endpoint real;
    private final NetServer server;
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private final Set<NetSocket> silent = ConcurrentHashMap.newKeySet();
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
                                        join(socket, other);
                                        socket.resume();
                                    });
                        })
                        .listen(0, "127.0.0.1")
                        .await();
    }

    private void join(NetSocket server, NetSocket database) {
        pass(server, database);
        pass(database, server);
    }

    private void pass(NetSocket from, NetSocket to) {
        from.handler(bytes -> {
            if (!silent.contains(from) && !silent.contains(to)) {
                to.write(bytes);
            }
        });
        from.closeHandler(_ -> to.close());
    }

    /// From now on nothing comes through on the connections that are open, and nobody is told: as
    /// when a firewall has forgotten them. New ones are as ever.
    void fallSilent() {
        silent.addAll(open);
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
