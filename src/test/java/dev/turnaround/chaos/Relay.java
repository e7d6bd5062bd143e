package dev.turnaround.chaos;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A road on loopback that can be cut: what comes in at one port goes out to another.
final class Relay {
    private final NetServer server;
    private final NetClient client;
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile boolean cut;

    /// A road that leads nowhere yet.
    ///
    /// @param vertx closes it with itself
    Relay(Vertx vertx) {
        this.client = vertx.createNetClient();
        this.server =
                vertx.createNetServer()
                        .connectHandler(this::connect)
                        .listen(0, "127.0.0.1")
                        .await();
    }

    /// Where it begins.
    int port() {
        return server.actualPort();
    }

    /// Says where it leads to.
    void leadTo(int port) {
        target = port;
    }

    private void connect(NetSocket from) {
        if (cut) {
            from.close();
            return;
        }
        open.add(from);
        from.closeHandler(_ -> open.remove(from));
        from.pause();
        client.connect(target, "127.0.0.1")
                .onSuccess(to -> join(from, to))
                .onFailure(_ -> from.close());
    }

    private void join(NetSocket from, NetSocket to) {
        open.add(to);
        to.closeHandler(_ -> open.remove(to));
        from.pipeTo(to);
        to.pipeTo(from);
    }

    /// Closes what is open, and lets nobody through.
    void cut() {
        cut = true;
        open.forEach(NetSocket::close);
    }

    /// Lets new connections through.
    void mend() {
        cut = false;
    }
}
