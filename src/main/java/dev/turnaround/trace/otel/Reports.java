package dev.turnaround.trace.otel;

import io.opentelemetry.exporter.internal.FailedExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says once that the collector is away, and once that it is back.
final class Reports implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private final SpanExporter exporter;
    private final URI collector;
    private boolean away;

    Reports(SpanExporter exporter, URI collector) {
        this.exporter = exporter;
        this.collector = collector;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        var result = exporter.export(spans);
        return result.whenComplete(() -> note(result));
    }

    private synchronized void note(CompletableResultCode result) {
        if (away == !result.isSuccess()) {
            return;
        }
        away = !away;
        if (away) {
            LOG.atWarn()
                    .addKeyValue("collector", collector)
                    .addKeyValue("reason", reason(result.getFailureThrowable()))
                    .log("traces cannot be sent and are lost; it is tried again, without a word");
        } else {
            LOG.atInfo().addKeyValue("collector", collector).log("traces are sent again");
        }
    }

    /// The library has no public word for the status of an answer.
    private static String reason(@Nullable Throwable failed) {
        return switch (failed) {
            case FailedExportException.HttpExportException answered
                    when answered.getResponse() != null ->
                    "status " + answered.getResponse().getStatusCode();
            case IOException broken -> broken.getClass().getSimpleName();
            case null -> "unknown";
            default ->
                    failed.getCause() == null
                            ? failed.getClass().getSimpleName()
                            : reason(failed.getCause());
        };
    }

    /// Whether the last try failed.
    synchronized boolean isAway() {
        return away;
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
