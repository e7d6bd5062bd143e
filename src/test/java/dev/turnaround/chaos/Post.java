package dev.turnaround.chaos;

import dev.turnaround.simulator.WebhookRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Sends webhooks as a patient proxy does: what one server does not take goes to the other, under
/// the same identity, until somebody acknowledges it.
final class Post {
    private static final int SENDERS = 48;
    private static final int WAITING_MAX = 512;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(6);
    private static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(3);
    private static final Duration AGAIN_MIN = Duration.ofMillis(50);
    private static final Duration AGAIN_MAX = Duration.ofSeconds(1);

    private final List<URI> addresses;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final BlockingQueue<WebhookRequest> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final CountDownLatch ended = new CountDownLatch(SENDERS);
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> givenUp = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();
    private final AtomicLong sentAgain = new AtomicLong();
    private final Object silence = new Object();
    private long lastNanos = System.nanoTime();
    private long longestNanos;
    private volatile boolean closing;

    /// Begins to send.
    ///
    /// @param servers where they listen
    Post(List<URI> servers) {
        this.addresses =
                servers.stream()
                        .map(server -> server.resolve("/webhooks/" + Storm.CONNECTION))
                        .toList();
        for (var sender = 0; sender < SENDERS; sender++) {
            var first = sender;
            Thread.ofVirtual().name("sender").start(() -> send(first));
        }
    }

    /// Hands one over. Waits while too many wait.
    void take(WebhookRequest webhook) throws InterruptedException {
        waiting.put(webhook);
    }

    /// Waits until all are acknowledged or given up, and sends no more.
    void finish() throws InterruptedException {
        closing = true;
        ended.await();
        client.close();
    }

    private void send(int first) {
        try {
            var turn = first;
            while (true) {
                var webhook = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (webhook != null) {
                    deliver(webhook, turn++);
                } else if (closing) {
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void deliver(WebhookRequest webhook, int first) throws InterruptedException {
        var id = id(webhook);
        var begun = System.nanoTime();
        var again = AGAIN_MIN;
        for (var turn = first; System.nanoTime() - begun < GIVEN_UP_AFTER.toNanos(); turn++) {
            if (turn > first) {
                sentAgain.incrementAndGet();
            }
            var answer = attempt(webhook, addresses.get(turn % addresses.size()));
            answers.computeIfAbsent(answer, _ -> new AtomicLong()).incrementAndGet();
            if (answer.startsWith("2")) {
                acknowledged.add(id);
                noteAcknowledged();
                return;
            }
            if (turn % addresses.size() != first % addresses.size()) {
                Thread.sleep(again);
                again =
                        again.multipliedBy(2).compareTo(AGAIN_MAX) < 0
                                ? again.multipliedBy(2)
                                : AGAIN_MAX;
            }
        }
        givenUp.add(id);
    }

    /// The identity that stays when a webhook is sent again.
    static String id(WebhookRequest webhook) {
        return webhook.header("X-GitHub-Delivery");
    }

    /// @return the status, or what came instead of one
    private String attempt(WebhookRequest webhook, URI address) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(address)
                        .timeout(ANSWER_WITHIN)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(webhook.body()));
        webhook.headers().forEach(request::header);
        try {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.discarding());
            return Integer.toString(answer.statusCode());
        } catch (IOException unanswered) {
            return unanswered.getClass().getSimpleName();
        }
    }

    private void noteAcknowledged() {
        synchronized (silence) {
            var now = System.nanoTime();
            longestNanos = Math.max(longestNanos, now - lastNanos);
            lastNanos = now;
        }
    }

    /// The identities of those that were answered 2xx.
    Set<String> acknowledged() {
        return acknowledged;
    }

    /// Those that nobody took in time.
    Set<String> givenUp() {
        return givenUp;
    }

    /// How often something was sent once more.
    long sentAgain() {
        return sentAgain.get();
    }

    /// How often each status came, or what came instead of one.
    Map<String, Long> answers() {
        var counts = new TreeMap<String, Long>();
        answers.forEach((answer, count) -> counts.put(answer, count.get()));
        return counts;
    }

    /// The longest time in which nothing was acknowledged.
    Duration longestSilence() {
        synchronized (silence) {
            return Duration.ofNanos(longestNanos);
        }
    }
}
