package dev.turnaround.trace;

/// What threads work for. A thread that is started begins with nothing.
public final class Current {
    static final ScopedValue<Span> SPAN = ScopedValue.newInstance();

    private Current() {}

    /// Does something on this thread for a span.
    public static void run(Span span, Runnable work) {
        ScopedValue.where(SPAN, span).run(work);
    }
}
