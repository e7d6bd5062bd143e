package dev.turnaround.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Nothing is traced.
final class NoSpan implements Span {
    @Override
    public Span child(Kind kind, String name) {
        return this;
    }

    @Override
    public Span child(Kind kind, String name, Span other) {
        return this;
    }

    @Override
    public Span joint(Kind kind, String name, List<Span> causes) {
        return this;
    }

    @Override
    public Span set(Attribute attribute, @Nullable String value) {
        return this;
    }

    @Override
    public Span set(Attribute attribute, long value) {
        return this;
    }

    @Override
    public Span fail(String type) {
        return this;
    }

    @Override
    public void end() {}

    @Override
    public boolean isShown() {
        return false;
    }

    @Override
    public @Nullable String trace() {
        return null;
    }

    @Override
    public @Nullable String parent() {
        return null;
    }

    @Override
    public void run(Runnable work) {
        work.run();
    }

    @Override
    public String toString() {
        return "no span";
    }
}
