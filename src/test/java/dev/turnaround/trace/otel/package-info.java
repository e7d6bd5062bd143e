/// What reaches a collector.
@org.jspecify.annotations.NullMarked
package dev.turnaround.trace.otel;
