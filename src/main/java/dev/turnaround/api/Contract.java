package dev.turnaround.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The contract as it is served, and as requests are checked against it.
final class Contract {
    private final Buffer text;

    private Contract(Buffer text) {
        this.text = text;
    }

    static Contract fromClassPath() {
        try (InputStream file =
                Objects.requireNonNull(Contract.class.getResourceAsStream("openapi.yaml"))) {
            return new Contract(Buffer.buffer(file.readAllBytes()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// The document, word for word.
    Buffer text() {
        return text;
    }

    /// What each call asks of its caller.
    Demands demands() {
        return Demands.of(document());
    }

    private JsonObject document() {
        var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        Map<String, Object> document = yaml.load(text.toString());
        return new JsonObject(document);
    }

    /// The part that requests are checked against. Answers are left out: Vert.x refuses a contract
    /// that names a media type which it could not check itself, such as `application/problem+json`
    /// or `text/event-stream`. So is who may call: the doorkeeper has looked before.
    Future<OpenAPIContract> forRequests(Vertx vertx) {
        var json = document();
        var components = json.getJsonObject("components");
        components.remove("responses");
        var anyAnswer = new JsonObject().put("default", new JsonObject().put("description", "-"));
        json.remove("security");
        // The door answers webhooks by itself.
        json.getJsonObject("paths").remove("/webhooks/{connection}");
        for (var path : json.getJsonObject("paths")) {
            for (var operation : (JsonObject) path.getValue()) {
                var described = (JsonObject) operation.getValue();
                described.remove("security");
                described.put("responses", anyAnswer);
            }
        }
        return OpenAPIContract.from(vertx, json);
    }
}
