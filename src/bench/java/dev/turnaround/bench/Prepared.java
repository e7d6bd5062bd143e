package dev.turnaround.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.turnaround.simulator.WebhookRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/// A request as bytes, ready to be written to a socket. It can be sent again, under another GUID.
final class Prepared {
    private static final String GUID_HEADER = "X-GitHub-Delivery: ";
    private static final int GUID_PREFIX = "00000000-0000-1000-8000-".length();
    private static final int GUID_DIGITS = 12;
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

    /// Of a provider whose deliveries are known by something else, and so cannot be sent twice.
    private static final int NO_GUID = -1;

    /// Of all requests in this process: no two share a GUID.
    private static final AtomicLong GUIDS = new AtomicLong();

    private final ByteBuffer bytes;
    private final int guidAt;

    private Prepared(ByteBuffer bytes, int guidAt) {
        this.bytes = bytes;
        this.guidAt = guidAt;
    }

    /// Lays a webhook out for one target.
    ///
    /// @param memory makes a buffer of a size, on the heap or off it
    static Prepared of(WebhookRequest webhook, URI target, IntFunction<ByteBuffer> memory) {
        var head = new StringBuilder(600);
        head.append("POST ").append(target.getRawPath()).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(target.getRawAuthority()).append("\r\n");
        webhook.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(webhook.body().length).append("\r\n\r\n");
        var header = head.indexOf(GUID_HEADER);
        var guidAt = header < 0 ? NO_GUID : header + GUID_HEADER.length() + GUID_PREFIX;
        var bytes = memory.apply(head.length() + webhook.body().length);
        bytes.put(head.toString().getBytes(US_ASCII)).put(webhook.body()).flip();
        return new Prepared(bytes, guidAt);
    }

    /// The number in the GUID that was given last; they begin with 1.
    static long lastGuid() {
        return GUIDS.get();
    }

    /// Its bytes, under a GUID that was not used before.
    ///
    /// @param due when it is to be sent, in [System#nanoTime]
    /// @param departures where that is written down
    ByteBuffer next(long due, Departures departures) {
        var guid = GUIDS.incrementAndGet();
        departures.note(guid, due);
        for (var digit = GUID_DIGITS - 1; digit >= 0 && guidAt != NO_GUID; digit--) {
            bytes.put(guidAt + digit, HEX[(int) (guid & 0xf)]);
            guid >>>= 4;
        }
        return bytes.duplicate();
    }
}
