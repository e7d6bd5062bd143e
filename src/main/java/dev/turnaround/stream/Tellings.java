package dev.turnaround.stream;

import dev.turnaround.trace.Attribute;
import dev.turnaround.trace.Span;
import java.util.ArrayList;
import java.util.List;

/// Spans of what was committed until the subscribers have been told of it. Of one event loop.
final class Tellings {
    /// More commits than are ever between two looks at the log.
    private static final int WAITING_MAX = 1_000;

    private final List<Span> waiting = new ArrayList<>();
    private int lookedFor;

    /// Something was committed.
    void add(Span telling) {
        if (telling.isShown() && waiting.size() < WAITING_MAX) {
            waiting.add(telling);
        }
    }

    /// The log is read: it has everything that was committed by now.
    void look() {
        lookedFor = waiting.size();
    }

    /// All that was read is told.
    void told(int subscribers) {
        var told = waiting.subList(0, lookedFor);
        for (var telling : told) {
            telling.set(Attribute.SUBSCRIBERS, subscribers).end();
        }
        told.clear();
        lookedFor = 0;
    }

    /// Nobody is there to be told.
    void drop() {
        look();
        told(0);
    }
}
