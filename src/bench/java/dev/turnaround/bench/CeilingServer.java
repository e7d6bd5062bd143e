package dev.turnaround.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import dev.turnaround.FreePort;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The least that an honest receiver must do, and nothing else: take the body in, check its
/// signature, look at every token of its JSON, answer 202. It keeps nothing, so that nothing which
/// does can be faster on the same stack.
///
/// One argument: the secret. Prints `ready URL`, and runs until it is ended.
public final class CeilingServer extends AbstractVerticle {
    private static final JsonFactory JSON = new JsonFactory();

    private final int port;
    private final Mac mac;

    private CeilingServer(int port, String secret) {
        this.port = port;
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has HmacSHA256", missing);
        }
    }

    /// Starts one instance for each core, all on one port.
    public static void main(String[] arguments) {
        var vertx = Vertx.vertx();
        var port = FreePort.find();
        var instances = Runtime.getRuntime().availableProcessors();
        vertx.deployVerticle(
                        () -> new CeilingServer(port, arguments[0]),
                        new DeploymentOptions().setInstances(instances))
                .await();
        System.out.println("ready http://127.0.0.1:" + port + "/webhooks/acme");
    }

    @Override
    public void start(Promise<Void> started) {
        vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(this::take)
                .listen()
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void take(HttpServerRequest request) {
        var signature = request.getHeader("X-Hub-Signature-256");
        request.body()
                .onSuccess(body ->
                        request.response()
                                .setStatusCode(genuine(body, signature) ? 202 : 401)
                                .end());
    }

    private boolean genuine(Buffer body, @Nullable String signature) {
        if (signature == null) {
            return false;
        }
        var bytes = body.getBytes();
        var expected = "sha256=" + HexFormat.of().formatHex(mac.doFinal(bytes));
        return MessageDigest.isEqual(expected.getBytes(UTF_8), signature.getBytes(UTF_8))
                && tokens(bytes) > 0;
    }

    private static int tokens(byte[] json) {
        var tokens = 0;
        try (var parser = JSON.createParser(json)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
            return tokens;
        } catch (IOException broken) {
            return 0;
        }
    }
}
