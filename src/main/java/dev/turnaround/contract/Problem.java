package dev.turnaround.contract;

import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Errors as `application/problem+json`: <https://www.rfc-editor.org/rfc/rfc9457>
public final class Problem {

    private Problem() {}

    /// A field that is at fault.
    ///
    /// @param field its name or place
    /// @param detail what was expected
    public record Fault(String field, String detail) {}

    /// Answers with a problem.
    ///
    /// @param detail what is wrong, for a person; nothing from inside
    public static void send(HttpServerRequest request, int status, String detail) {
        send(request, status, detail, List.of());
    }

    /// Answers with a problem that names the fields at fault.
    public static void send(
            HttpServerRequest request, int status, String detail, List<Fault> faults) {
        var response = request.response();
        if (response.headWritten() || response.closed()) {
            return;
        }
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("title", title(status));
        json.put("status", status);
        json.put("detail", detail);
        if (!faults.isEmpty()) {
            json.put(
                    "errors",
                    faults.stream()
                            .map(fault -> Map.of("field", fault.field(), "detail", fault.detail()))
                            .toList());
        }
        response.setStatusCode(status)
                .putHeader("content-type", "application/problem+json")
                .end(Json.text(json));
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Not authorised";
            case 403 -> "Forbidden";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 406 -> "Not acceptable";
            case 408 -> "Request timeout";
            case 409 -> "Not as things are";
            case 413 -> "Body too large";
            case 415 -> "Unsupported media type";
            case 429 -> "Too many requests";
            case 502 -> "The provider does not do it";
            case 503 -> "Not available now";
            default -> "Internal error";
        };
    }
}
