package dev.turnaround.server;

import static dev.turnaround.server.Acme.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server says of itself, for programs that read it.
class LogLinesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @TempDir private Path folder;

    @Test
    void in_json_each_line_stands_for_itself_and_names_delivery_and_trace() throws IOException {
        var webhook = new Acme(61).pullRequest("A title that is nobody's business").opened(at(0));
        var environment = Map.of("TURNAROUND_LOG_FORMAT", "json", "TURNAROUND_LOG_LEVEL", "DEBUG");
        try (var server = ServerProcess.serve(folder, environment)) {
            var headers = new HashMap<>(webhook.headers());
            headers.put("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
            assertThat(server.send(headers, webhook.body()).statusCode()).isEqualTo(202);
            headers.put("X-Hub-Signature-256", "sha256=" + "0".repeat(64));
            assertThat(server.send(headers, webhook.body()).statusCode()).isEqualTo(401);
        }
        var lines = ServerProcess.log(folder).lines().map(JsonObject::new).toList();

        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(line.fieldNames())
                                .contains("time", "level", "logger", "message"));
        var answered =
                lines.stream()
                        .filter(line -> line.getString("message").equals("a webhook was answered"))
                        .toList();
        assertThat(answered).hasSize(2);
        assertThat(answered).extracting(line -> line.getString("trace")).containsOnly(TRACE);
        assertThat(answered.getFirst().getString("delivery"))
                .isEqualTo(webhook.header("X-GitHub-Delivery"));
        assertThat(answered.getFirst().getString("verdict")).isEqualTo("applied");
        assertThat(answered.getLast().getString("verdict")).isEqualTo("rejected");
        assertThat(answered.getLast().getString("delivery")).isNull();
        assertThat(ServerProcess.log(folder)).doesNotContain("nobody's business");
    }
}
