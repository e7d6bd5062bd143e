package dev.turnaround.simulator.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.turnaround.simulator.ApiRequest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a token endpoint is asked for.
final class Asked {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Map<String, String> values;
    private final @Nullable String clientId;
    private final @Nullable String clientSecret;

    private Asked(
            Map<String, String> values, @Nullable String clientId, @Nullable String clientSecret) {
        this.values = values;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    /// Reads a request in the one way that the provider knows.
    static Asked of(ApiRequest request, Shape.ClientPlace place) {
        var type = String.valueOf(request.header("content-type"));
        var json = place == Shape.ClientPlace.JSON;
        if (!type.startsWith(json ? "application/json" : "application/x-www-form-urlencoded")) {
            return new Asked(Map.of(), null, null);
        }
        var values = json ? json(request.body()) : AuthorizationServer.parameters(request.body());
        if (place != Shape.ClientPlace.BASIC) {
            return new Asked(values, values.get("client_id"), values.get("client_secret"));
        }
        var header = String.valueOf(request.header("authorization"));
        if (!header.startsWith("Basic ")) {
            return new Asked(values, null, null);
        }
        var both = new String(Base64.getDecoder().decode(header.substring(6)), UTF_8);
        var colon = both.indexOf(':');
        return new Asked(values, both.substring(0, colon), both.substring(colon + 1));
    }

    private static Map<String, String> json(String body) {
        try {
            var values = new HashMap<String, String>();
            for (var one : MAPPER.readTree(body).properties()) {
                values.put(one.getKey(), one.getValue().asText());
            }
            return values;
        } catch (JsonProcessingException _) {
            return Map.of();
        }
    }

    @Nullable String value(String name) {
        return values.get(name);
    }

    @Nullable String clientId() {
        return clientId;
    }

    @Nullable String clientSecret() {
        return clientSecret;
    }
}
