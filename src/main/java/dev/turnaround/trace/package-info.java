/// How the way of a delivery, and of a run of reconciliation, is shown in an operator's tracing
/// system.
///
/// The rooms speak of a [Span] and know nothing of where it goes; [dev.turnaround.trace.otel] alone
/// knows OpenTelemetry. A span travels with what it is about, such as an arrival; what has no place
/// for it finds it as [Span#current].
///
/// **Invariants:** where tracing is off there is one span, [Span#NONE], which does nothing and for
/// which nothing is made. No call here waits or fails. What can be said of a span is an
/// [Attribute], and none of these has room for a body, a secret or a line of code.
@NullMarked
package dev.turnaround.trace;

import org.jspecify.annotations.NullMarked;
