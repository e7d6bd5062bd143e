package dev.turnaround.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person sees who starts `turnaround serve`.
class ServeTest {
    @TempDir private Path folder;

    @Test
    void a_good_start_is_calm() throws IOException {
        ServerProcess.serve(folder).close();
        assertThat(ServerProcess.log(folder)).isEmpty();
    }

    @Test
    void a_port_that_is_taken_is_named() throws IOException, InterruptedException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());
            var process =
                    ServerProcess.run(
                            folder,
                            ServerProcess.settings(folder),
                            Map.of("TURNAROUND_SERVER_PORT", port),
                            "serve");
            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(ServerProcess.log(folder).strip().lines())
                    .singleElement()
                    .asString()
                    .contains("127.0.0.1", port, "Address already in use", "server.port");
        }
    }
}
