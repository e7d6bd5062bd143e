package dev.turnaround.receive;

import dev.turnaround.trace.Attribute;
import dev.turnaround.trace.Span;
import dev.turnaround.trace.Tracing;
import io.vertx.core.http.HttpServerRequest;

/// How a webhook's request is shown.
///
/// Only those to a connection that exists are, with the path put together anew: addresses that
/// strangers make up stay out. The query may hold a secret and is not shown.
///
/// <https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span>
final class RequestSpan {
    private static final String ROUTE = "/webhooks/{connection}";
    private static final int OUR_FAULT = 500;

    private RequestSpan() {}

    /// Begins with the head of the request and ends with its answer.
    static Span begin(Tracing tracing, HttpServerRequest request, Connection connection) {
        var span = tracing.request("POST " + ROUTE, request.getHeader("traceparent"));
        if (span.isShown()) {
            span.set(Attribute.REQUEST_METHOD, "POST")
                    .set(Attribute.ROUTE, ROUTE)
                    .set(Attribute.PATH, "/webhooks/" + connection.id())
                    .set(Attribute.CONNECTION, connection.id())
                    .set(Attribute.PROVIDER, connection.provider());
            request.response()
                    .endHandler(_ -> end(span, request.response().getStatusCode()))
                    .closeHandler(_ -> span.fail("closed").end());
        }
        return span;
    }

    private static void end(Span span, int status) {
        span.set(Attribute.RESPONSE_STATUS, status);
        if (status >= OUR_FAULT) {
            span.fail(Integer.toString(status));
        }
        span.end();
    }
}
