package dev.turnaround.receive;

import dev.turnaround.trace.Span;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A line for each webhook that was answered, at the level of debugging: for who follows one
/// through a proxy and several processes.
final class AnswerLog {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerLog.class);

    /// <https://www.w3.org/TR/trace-context/#traceparent-header-field-values>
    private static final Pattern TRACE_PARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    private AnswerLog() {}

    /// @param span whose trace is named; the sender's where there is none
    /// @param delivery null where it is not known, or not to be believed
    static void note(
            HttpServerRequest request,
            Connection connection,
            Span span,
            @Nullable String delivery,
            String verdict) {
        if (!LOG.isDebugEnabled()) {
            return;
        }
        var line =
                LOG.atDebug()
                        .addKeyValue("connection", connection.id())
                        .addKeyValue("verdict", verdict);
        if (delivery != null) {
            line = line.addKeyValue("delivery", delivery);
        }
        var own = span.trace();
        var trace = own == null ? trace(request.getHeader("traceparent")) : own;
        if (trace != null) {
            line = line.addKeyValue("trace", trace);
        }
        line.log("a webhook was answered");
    }

    private static @Nullable String trace(@Nullable String header) {
        if (header == null) {
            return null;
        }
        var parts = TRACE_PARENT.matcher(header);
        return parts.matches() ? parts.group(1) : null;
    }
}
