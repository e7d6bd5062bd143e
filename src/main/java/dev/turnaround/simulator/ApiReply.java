package dev.turnaround.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a simulated API answers.
///
/// @param headers beside `Date` and `Content-Length`, which the server adds
public record ApiReply(int status, Map<String, String> headers, String body) {

    /// None at all: the connection ends, as it does when something on the way runs out of patience.
    public static final ApiReply NONE = new ApiReply(0, Map.of(), "");

    /// A body of JSON.
    public static ApiReply json(int status, String json) {
        return new ApiReply(status, Map.of("content-type", "application/json"), json);
    }

    /// The same with one more header.
    public ApiReply with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ApiReply(status, Map.copyOf(more), body);
    }
}
