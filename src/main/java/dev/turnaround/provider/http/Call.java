package dev.turnaround.provider.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request to an API.
///
/// @param method in capitals; nothing but webhooks that somebody asked for is ever written
/// @param target path and query, below the base of the API; or a whole address that the API itself
///   gave, which must lie at the same origin
/// @param headers beside those that every request has
/// @param body JSON, unless the headers say otherwise; null for none
public record Call(
        String method, String target, Map<String, String> headers, @Nullable String body) {

    public Call {
        headers = Map.copyOf(headers);
    }

    /// Asks for something.
    public static Call get(String target) {
        return new Call("GET", target, Map.of(), null);
    }

    /// Asks for something with a body.
    public static Call post(String target, String json) {
        return new Call("POST", target, Map.of(), json);
    }

    /// Asks for something with a form.
    public static Call form(String target, Map<String, String> fields) {
        return new Call(
                "POST",
                target,
                Map.of("content-type", "application/x-www-form-urlencoded"),
                UrlEncoded.of(fields));
    }

    /// The same with one more header.
    public Call with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, target, more, body);
    }

    Call to(String elsewhere) {
        return new Call(method, elsewhere, headers, body);
    }

    /// Method and path; query, headers and body may hold what is nobody's business.
    @Override
    public String toString() {
        var query = target.indexOf('?');
        return method + " " + (query < 0 ? target : target.substring(0, query));
    }
}
