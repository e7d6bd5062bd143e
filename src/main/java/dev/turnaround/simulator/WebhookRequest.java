package dev.turnaround.simulator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// One webhook as it goes over the wire: sent twice, it is a redelivery.
public final class WebhookRequest {
    private final Map<String, String> headers;
    private final byte[] body;

    /// A request.
    ///
    /// @param headers in the order in which they are sent, written as the provider writes them
    /// @param body not copied: whoever gives it away does not change it
    public WebhookRequest(Map<String, String> headers, byte[] body) {
        this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        this.body = body;
    }

    /// What goes before the body, without `Host` and `Content-Length`.
    public Map<String, String> headers() {
        return headers;
    }

    /// The exact bytes that are signed. Not a copy.
    public byte[] body() {
        return body;
    }

    /// A header that the provider always sends.
    ///
    /// @param name as the provider writes it
    public String header(String name) {
        return Objects.requireNonNull(headers.get(name), name);
    }
}
