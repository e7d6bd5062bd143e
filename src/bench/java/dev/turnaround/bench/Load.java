package dev.turnaround.bench;

import dev.turnaround.simulator.WebhookRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;

/// Requests that were made before; each is sent once, or goes out under another GUID when the load
/// is gone through again.
final class Load implements Supply {
    private final List<Prepared> requests;
    private int next;

    /// Of requests that were laid out already.
    Load(List<Prepared> requests) {
        this.requests = requests;
    }

    /// Lays the requests out off the heap, for one target.
    static Load of(List<WebhookRequest> webhooks, URI target) {
        return new Load(
                webhooks.stream()
                        .map(webhook -> Prepared.of(webhook, target, ByteBuffer::allocateDirect))
                        .toList());
    }

    int size() {
        return requests.size();
    }

    @Override
    public ByteBuffer next(long due, Departures departures) {
        var request = requests.get(next);
        next = (next + 1) % requests.size();
        return request.next(due, departures);
    }
}
