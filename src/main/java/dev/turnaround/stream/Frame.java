package dev.turnaround.stream;

import dev.turnaround.contract.DeliveryJson;
import dev.turnaround.contract.Json;
import dev.turnaround.store.StreamEvent;
import dev.turnaround.store.StreamLog;
import io.vertx.core.buffer.Buffer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An event in the form in which it goes over the wire, made once for all who get it.
///
/// @param position its id
/// @param event what it is about, for filters
/// @param bytes the frame
record Frame(long position, StreamEvent event, Buffer bytes) {

    static Frame of(StreamLog.Entry entry, UnaryOperator<String> providerOf) {
        var delivery = entry.delivery();
        var data =
                delivery == null
                        ? entry.event().data()
                        : Json.text(
                                DeliveryJson.of(delivery, providerOf.apply(delivery.connection())));
        return new Frame(
                entry.position(),
                entry.event(),
                bytes(entry.event().event(), Long.toString(entry.position()), data));
    }

    /// A frame of one event.
    ///
    /// @param id null for an event that nobody resumes from
    /// @param data JSON in one line, which is why it cannot break out of its frame
    static Buffer bytes(String event, @Nullable String id, String data) {
        var frame = Buffer.buffer(data.length() + 64);
        if (id != null) {
            frame.appendString("id: ").appendString(id).appendString("\n");
        }
        return frame.appendString("event: ")
                .appendString(event)
                .appendString("\ndata: ")
                .appendString(data)
                .appendString("\n\n");
    }
}
