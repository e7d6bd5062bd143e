package dev.turnaround.simulator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request to a simulated API.
///
/// @param method GET or POST
/// @param path decoded, begins with a slash
/// @param query decoded values by name
/// @param headers by name in lower case
/// @param body empty for none
public record ApiRequest(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        String body) {

    /// The first value of a query parameter, or null.
    public @Nullable String parameter(String name) {
        var values = query.get(name);
        return values == null || values.isEmpty() ? null : values.getFirst();
    }

    /// All values of a query parameter.
    public List<String> parameters(String name) {
        return query.getOrDefault(name, List.of());
    }

    /// A header's value, or null.
    public @Nullable String header(String name) {
        return headers.get(name);
    }
}
