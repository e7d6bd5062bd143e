/// Traces by OpenTelemetry, sent by OTLP over HTTP.
///
/// The SDK is used as it is: a [io.opentelemetry.sdk.trace.export.BatchSpanProcessor] keeps what is
/// to be sent in a bounded queue and sends it on a thread of its own; what has no room is lost, and
/// nobody waits. Vert.x has a tracer of its own
/// (<https://vertx.io/docs/vertx-opentelemetry/java/>); it knows requests and statements, but
/// neither deliveries nor batches, would show the addresses with their secrets, and there is none
/// of the version in use.
@NullMarked
package dev.turnaround.trace.otel;

import org.jspecify.annotations.NullMarked;
