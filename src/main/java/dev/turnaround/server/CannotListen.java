package dev.turnaround.server;

/// The address that the settings name cannot be listened on: somebody else does, or it is none of
/// this machine's. The message is for the person at the terminal.
public final class CannotListen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotListen(String host, int port, Exception cause) {
        super(
                "cannot listen on host %s, port %d (%s): stop what listens there, or set another server.port or server.host"
                        .formatted(host, port, cause.getMessage()),
                cause);
    }
}
