package dev.turnaround.ingest;

import dev.turnaround.trace.Attribute;
import dev.turnaround.trace.Kind;
import dev.turnaround.trace.Span;
import java.util.ArrayList;
import java.util.List;

/// How one transaction is shown in the traces of many deliveries: it is a trace of its own, which
/// is linked to them, and each has a span of the same time, which is linked to it.
///
/// @param batch the transaction
/// @param deliveries its part in each trace that is shown
record BatchSpans(Span batch, List<Span> deliveries) {
    private static final BatchSpans NONE = new BatchSpans(Span.NONE, List.of());

    /// A transaction begins; nothing in it waits any more.
    static BatchSpans begin(List<Lane.Ticket> tickets) {
        var shown = 0;
        for (var ticket : tickets) {
            ticket.waiting().end();
            shown += ticket.arrival().span().isShown() ? 1 : 0;
        }
        return shown == 0 ? NONE : begin(tickets, shown);
    }

    private static BatchSpans begin(List<Lane.Ticket> tickets, int shown) {
        var causes = new ArrayList<Span>(shown);
        for (var ticket : tickets) {
            if (ticket.arrival().span().isShown()) {
                causes.add(ticket.arrival().span());
            }
        }
        var batch =
                causes.getFirst()
                        .joint(Kind.CLIENT, "store a batch", causes)
                        .set(Attribute.DATABASE, "postgresql")
                        .set(Attribute.DELIVERIES, tickets.size());
        return new BatchSpans(
                batch,
                causes.stream().map(cause -> cause.child(Kind.INTERNAL, "store", batch)).toList());
    }

    /// It is committed.
    void end() {
        deliveries.forEach(Span::end);
        batch.end();
    }

    /// It is not, and will not be.
    void fail(RuntimeException why) {
        var type = why.getClass().getSimpleName();
        deliveries.forEach(one -> one.fail(type));
        batch.fail(type);
        end();
    }
}
