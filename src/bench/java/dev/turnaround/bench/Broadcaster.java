package dev.turnaround.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.FreePort;
import dev.turnaround.simulator.Hmac;
import dev.turnaround.simulator.play.Scene;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Something that tells many readers of events, and how it is made to.
enum Broadcaster {
    /// This project's server: a webhook comes in, is verified and stored, and its line of the
    /// delivery log goes out.
    TURNAROUND {
        @Override
        ServerProcess start(Path folder, String database) throws IOException, InterruptedException {
            return Candidate.TURNAROUND.start(
                    folder, new Candidate.Setting(Scene.GITHUB, SECRET, database, Candidate.TOKEN));
        }

        @Override
        String streamPath() {
            return "/api/v1/stream?topics=delivery";
        }

        @Override
        HttpRequest publish(URI target, String guid) {
            return HttpRequest.newBuilder(target)
                    .header("content-type", "application/json")
                    .header("x-github-event", "ping")
                    .header("x-github-delivery", guid)
                    .header("x-hub-signature-256", "sha256=" + SIGNATURE)
                    .POST(HttpRequest.BodyPublishers.ofString(PING))
                    .build();
        }
    },
    /// A library for Node; keeps nothing.
    BETTER_SSE {
        @Override
        ServerProcess start(Path folder, String database) throws IOException, InterruptedException {
            Candidate.installPeers(folder, "better-sse.mjs");
            return ServerProcess.start(List.of("node", "better-sse.mjs"), folder, Candidate.READY);
        }
    },
    /// A module of nginx, in C; keeps the latest messages in memory.
    NCHAN {
        @Override
        ServerProcess start(Path folder, String database) throws IOException, InterruptedException {
            Files.createDirectories(folder);
            var port = FreePort.find();
            Files.writeString(
                    folder.resolve("nginx.conf"),
                    """
                    load_module /usr/lib/nginx/modules/ngx_nchan_module.so;
                    daemon off;
                    worker_processes 1;
                    worker_rlimit_nofile 16000;
                    pid %s/nginx.pid;
                    events { worker_connections 12000; }
                    http {
                      access_log off;
                      nchan_max_reserved_memory 256M;
                      server {
                        listen 127.0.0.1:%d;
                        location /pub { nchan_publisher; nchan_channel_id all; nchan_message_timeout 10s; nchan_message_buffer_length 2000; }
                        location /sub { nchan_subscriber eventsource; nchan_channel_id all; nchan_subscriber_first_message newest; }
                      }
                    }
                    """
                            .formatted(folder, port));
            var command =
                    "echo ready http://127.0.0.1:%d/pub; exec nginx -p . -c nginx.conf -e stderr"
                            .formatted(port);
            var server = ServerProcess.start(List.of("sh", "-c", command), folder, Candidate.READY);
            // It says nothing when it listens, and ends at once when the module is not there.
            Thread.sleep(1_000);
            if (!server.isAlive()) {
                throw new IOException("no nginx with nchan");
            }
            return server;
        }
    };

    private static final String SECRET = "benchmark secret of no consequence";
    private static final String PING = "{\"zen\":\"calm\",\"hook_id\":1}";
    private static final String SIGNATURE = new Hmac(SECRET).hex(PING.getBytes(UTF_8));

    /// As long as a line of our delivery log.
    private static final String PADDING = "x".repeat(230);

    /// Starts it.
    ///
    /// @param database the address of one for it alone
    /// @throws IOException when it is not there
    abstract ServerProcess start(Path folder, String database)
            throws IOException, InterruptedException;

    /// Where its stream is.
    String streamPath() {
        return "/sub";
    }

    /// What makes it tell everybody of one more event, in which the GUID stands.
    HttpRequest publish(URI target, String guid) {
        var message = "{\"id\":\"" + guid + "\",\"padding\":\"" + PADDING + "\"}";
        return HttpRequest.newBuilder(target)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message))
                .build();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
