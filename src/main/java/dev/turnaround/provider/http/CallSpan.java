package dev.turnaround.provider.http;

import dev.turnaround.trace.Attribute;
import dev.turnaround.trace.Kind;
import dev.turnaround.trace.Span;
import java.net.URI;

/// How a request is shown in the trace of what it is made for.
///
/// <https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span>
final class CallSpan {
    private static final int WRONG = 400;

    private CallSpan() {}

    /// A request goes out. Its query is not shown: it may hold what is nobody's business.
    static Span begin(Call call, URI address) {
        var span = Span.current().child(Kind.CLIENT, call.method());
        if (span.isShown()) {
            span.set(Attribute.REQUEST_METHOD, call.method())
                    .set(Attribute.SERVER_ADDRESS, address.getHost())
                    .set(Attribute.SERVER_PORT, Calls.port(address))
                    .set(Attribute.PATH, address.getRawPath());
        }
        return span;
    }

    static void answered(Span span, int status) {
        span.set(Attribute.RESPONSE_STATUS, status);
        if (status >= WRONG && span.isShown()) {
            span.fail(Integer.toString(status));
        }
    }
}
