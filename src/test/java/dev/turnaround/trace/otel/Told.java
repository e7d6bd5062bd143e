package dev.turnaround.trace.otel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A span as a collector gets it.
///
/// @param parent empty for none
/// @param kind as [dev.turnaround.trace.Kind] calls it
/// @param links the ids of the spans that it is linked to
/// @param server what is said of whoever sent it
public record Told(
        String trace,
        String id,
        String parent,
        String name,
        String kind,
        long startNanos,
        long endNanos,
        Map<String, String> attributes,
        List<String> links,
        boolean failed,
        Map<String, String> server) {
    private static final List<String> KINDS =
            List.of("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");
    private static final int ERROR = 2;

    /// Of an `ExportTraceServiceRequest`.
    ///
    /// <https://github.com/open-telemetry/opentelemetry-proto/blob/v1.7.0/opentelemetry/proto/trace/v1/trace.proto>
    static List<Told> all(Wire request) {
        return request.all(1).stream()
                .flatMap(resource -> {
                    var server = attributes(resource.all(1).getFirst(), 1);
                    return resource.all(2).stream()
                            .flatMap(scope -> scope.all(2).stream())
                            .map(span -> of(span, server));
                })
                .toList();
    }

    private static Told of(Wire span, Map<String, String> server) {
        return new Told(
                span.hex(1),
                span.hex(2),
                span.hex(4),
                span.text(5),
                KINDS.get((int) span.number(6)),
                span.number(7),
                span.number(8),
                attributes(span, 9),
                span.all(13).stream().map(link -> link.hex(2)).toList(),
                span.all(15).stream().anyMatch(status -> status.number(3) == ERROR),
                server);
    }

    private static Map<String, String> attributes(Wire message, int number) {
        var attributes = new LinkedHashMap<String, String>();
        for (var attribute : message.all(number)) {
            var value = attribute.all(2).getFirst();
            attributes.put(
                    attribute.text(1),
                    value.has(1) ? value.text(1) : Long.toString(value.number(3)));
        }
        return attributes;
    }

    /// What is said of it under a name; empty for nothing.
    public String said(String name) {
        return attributes.getOrDefault(name, "");
    }
}
