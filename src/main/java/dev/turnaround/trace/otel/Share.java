package dev.turnaround.trace.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/// Which traces are shown.
///
/// At the door the id of the trace decides, not the flag of whoever sends: strangers send there,
/// and Bitbucket sets the flag on every delivery. What follows is shown when what it follows is;
/// what is done for several, when one of them is.
final class Share implements Sampler {
    private final Sampler ratio;

    /// @param share 0 to 1
    Share(double share) {
        this.ratio = Sampler.traceIdRatioBased(share);
    }

    @Override
    public SamplingResult shouldSample(
            Context parent,
            String trace,
            String name,
            SpanKind kind,
            Attributes attributes,
            List<LinkData> links) {
        var before = Span.fromContext(parent).getSpanContext();
        if (kind != SpanKind.SERVER && before.isValid()) {
            return result(before.isSampled());
        }
        return links.isEmpty()
                ? ratio.shouldSample(parent, trace, name, kind, attributes, links)
                : result(links.stream().anyMatch(link -> link.getSpanContext().isSampled()));
    }

    private static SamplingResult result(boolean shown) {
        return shown ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }

    @Override
    public String getDescription() {
        return "Share{" + ratio.getDescription() + "}";
    }
}
