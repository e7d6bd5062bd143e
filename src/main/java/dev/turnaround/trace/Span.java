package dev.turnaround.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that takes its time, as part of a trace.
///
/// Thread safety: safe. It may be ended more than once; what is said of it after the first time is
/// lost.
public interface Span {
    /// The span where nothing is traced.
    Span NONE = new NoSpan();

    /// The span that this thread works for, as [#run] says; [#NONE] elsewhere.
    static Span current() {
        return Current.SPAN.orElse(NONE);
    }

    /// Begins a part of it.
    ///
    /// @param name one of few; what varies goes into attributes
    Span child(Kind kind, String name);

    /// Begins a part of it that is linked to a span of another trace.
    Span child(Kind kind, String name, Span other);

    /// Begins a trace of something that is done for several at once, linked to each of them that is
    /// shown.
    ///
    /// @param causes this one and others
    Span joint(Kind kind, String name, List<Span> causes);

    /// Says something of it; nothing for null.
    Span set(Attribute attribute, @Nullable String value);

    /// Says a number of it.
    Span set(Attribute attribute, long value);

    /// Says that it failed.
    ///
    /// @param type one of few words, such as the name of a class
    Span fail(String type);

    /// Ends it.
    void end();

    /// Whether it is shown. Where it is not, nobody needs to find out what to say of it.
    boolean isShown();

    /// The id of its trace, 32 hexadecimal digits, shown or not; null for [#NONE].
    @Nullable String trace();

    /// How another process goes on with it; null for [#NONE].
    ///
    /// <https://www.w3.org/TR/trace-context/#traceparent-header>
    @Nullable String parent();

    /// Does something for it, on this thread.
    void run(Runnable work);
}
