package dev.turnaround.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.turnaround.simulator.WebhookRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Requests as bytes, ready to be written to a socket; each is sent once, or goes out under another
/// GUID when the load is gone through again.
final class Load {
    private static final String GUID_HEADER = "X-GitHub-Delivery: ";
    private static final int GUID_PREFIX = "00000000-0000-1000-8000-".length();
    private static final int GUID_DIGITS = 12;
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

    /// Of a provider whose deliveries are known by something else, and so cannot be sent twice.
    private static final int NO_GUID = -1;

    /// Of all loads in this process: no two requests share a GUID.
    private static final AtomicLong GUIDS = new AtomicLong();

    private final List<Prepared> requests;
    private int next;

    private record Prepared(ByteBuffer bytes, int guidAt) {}

    private Load(List<Prepared> requests) {
        this.requests = requests;
    }

    /// Lays the requests out off the heap, for one target.
    static Load of(List<WebhookRequest> webhooks, URI target) {
        var prepared = new ArrayList<Prepared>(webhooks.size());
        for (var webhook : webhooks) {
            prepared.add(prepare(webhook, target));
        }
        return new Load(prepared);
    }

    int size() {
        return requests.size();
    }

    /// The next request under a GUID that was not used before. Used by one thread.
    ///
    /// @param due when it is to be sent, in [System#nanoTime]
    /// @param departures where that is written down
    ByteBuffer next(long due, Departures departures) {
        var request = requests.get(next);
        next = (next + 1) % requests.size();
        var bytes = request.bytes;
        var guid = GUIDS.incrementAndGet();
        departures.note(guid, due);
        for (var digit = GUID_DIGITS - 1; digit >= 0 && request.guidAt != NO_GUID; digit--) {
            bytes.put(request.guidAt + digit, HEX[(int) (guid & 0xf)]);
            guid >>>= 4;
        }
        return bytes.duplicate();
    }

    private static Prepared prepare(WebhookRequest webhook, URI target) {
        var head = new StringBuilder(600);
        head.append("POST ").append(target.getRawPath()).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(target.getRawAuthority()).append("\r\n");
        webhook.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(webhook.body().length).append("\r\n\r\n");
        var header = head.indexOf(GUID_HEADER);
        var guidAt = header < 0 ? NO_GUID : header + GUID_HEADER.length() + GUID_PREFIX;
        var bytes = ByteBuffer.allocateDirect(head.length() + webhook.body().length);
        bytes.put(head.toString().getBytes(US_ASCII)).put(webhook.body()).flip();
        return new Prepared(bytes, guidAt);
    }
}
