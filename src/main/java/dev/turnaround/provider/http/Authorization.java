package dev.turnaround.provider.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Map;

/// What shows an API who is asking.
@FunctionalInterface
public interface Authorization {

    /// The headers to send along.
    Map<String, String> headers();

    /// Gets other credentials in place of those that the API just refused.
    ///
    /// @return whether there are others, so that it is worth another try
    default boolean renew() {
        return false;
    }

    /// A bearer token.
    static Authorization bearer(String token) {
        return header("authorization", "Bearer " + token);
    }

    /// Name and password, or what stands in for it.
    static Authorization basic(String user, String password) {
        var both = (user + ":" + password).getBytes(UTF_8);
        return header("authorization", "Basic " + Base64.getEncoder().encodeToString(both));
    }

    /// A header of the provider's own.
    static Authorization header(String name, String value) {
        var headers = Map.of(name, value);
        return () -> headers;
    }
}
