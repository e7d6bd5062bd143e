package dev.turnaround.receive;

import dev.turnaround.contract.Problem;
import dev.turnaround.ingest.Arrival;
import dev.turnaround.ingest.Arrivals;
import dev.turnaround.ingest.Outcome;
import dev.turnaround.ingest.Unavailable;
import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.Verdict;
import dev.turnaround.store.DeliveryVerdict;
import dev.turnaround.trace.Attribute;
import dev.turnaround.trace.Kind;
import dev.turnaround.trace.Span;
import dev.turnaround.trace.Tracing;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers `POST /webhooks/{connection}`.
public final class Door implements Handler<HttpServerRequest> {
    private static final long ALL_BODIES_BYTES_MAX = 256L * 1024 * 1024;
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final Map<DeliveryVerdict, Buffer> ANSWERS = answers();
    private static final String ACCEPTED = "accepted";
    private static final Buffer ACCEPTED_ANSWER = answer(ACCEPTED);

    private final Vertx vertx;
    private final Function<String, @Nullable Connection> connections;
    private final Arrivals arrivals;
    private final Limits limits;
    private final InstantSource clock;
    private final Counts counts;
    private final Tracing tracing;
    private final Bodies bodies = new Bodies(ALL_BODIES_BYTES_MAX);
    private final RejectedLog rejected;

    /// A door.
    ///
    /// @param connections gives the connection of an id, or null
    /// @param arrivals keeps what was read: in the database, or in a log before it
    public Door(
            Vertx vertx,
            Function<String, @Nullable Connection> connections,
            Arrivals arrivals,
            Limits limits,
            InstantSource clock,
            Counts counts,
            Tracing tracing) {
        this.vertx = vertx;
        this.connections = connections;
        this.arrivals = arrivals;
        this.limits = limits;
        this.clock = clock;
        this.counts = counts;
        this.tracing = tracing;
        this.rejected = new RejectedLog(arrivals);
    }

    @Override
    public void handle(HttpServerRequest request) {
        var wait = limits.ofSender(request);
        if (wait != null) {
            counts.limited("address");
            turnAway(request, wait, "too many webhooks from this address");
            return;
        }
        var path = request.path();
        var id = path == null ? "" : path.substring("/webhooks/".length());
        var connection = connections.apply(id);
        if (connection == null) {
            Problem.send(request, 404, "no such connection");
            return;
        }
        var span = tracing.isOn() ? RequestSpan.begin(tracing, request, connection) : Span.NONE;
        if (!connection.contentTypes().contains(mediaType(request))) {
            count(connection, span, "unsupported", null);
            Problem.send(request, 415, "not a type that the provider sends");
            return;
        }
        BodyReader.read(vertx, request, bodies)
                .onSuccess(body -> take(request, connection, span, body))
                .onFailure(failed -> refuse(request, connection, span, failed));
    }

    private static String mediaType(HttpServerRequest request) {
        var type = request.getHeader("content-type");
        if (type == null) {
            return "";
        }
        var parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private void take(HttpServerRequest request, Connection connection, Span span, byte[] body) {
        var delivery = new Delivery(request::getHeader, request::getParam, body, clock.instant());
        var verifying = span.child(Kind.INTERNAL, "verify");
        var verdict = connection.webhooks().verify(delivery);
        verifying.end();
        switch (verdict) {
            case Verdict.Genuine _ -> takeGenuine(request, connection, span, delivery);
            case Verdict.Trial _ -> {
                count(connection, span, DeliveryVerdict.IGNORED.word(), delivery.receivedAt());
                accept(request, DeliveryVerdict.IGNORED);
            }
            case Verdict.Unsigned(var header) ->
                    reject(request, connection, span, delivery, "no signature in " + header);
            case Verdict.Forged(var header) ->
                    reject(
                            request,
                            connection,
                            span,
                            delivery,
                            "the signature in " + header + " is wrong");
            case Verdict.Stale _ ->
                    reject(request, connection, span, delivery, "the signature is too old");
        }
    }

    private void takeGenuine(
            HttpServerRequest request, Connection connection, Span span, Delivery delivery) {
        var wait = limits.ofConnection(connection.id());
        if (wait == null) {
            var readingSpan = span.child(Kind.INTERNAL, "read");
            var reading = connection.webhooks().read(delivery);
            readingSpan.end();
            store(request, connection, span, delivery, reading);
            return;
        }
        // Not every provider sends it again.
        arrivals.missed(connection.id(), delivery.receivedAt());
        counts.limited("connection");
        span.set(Attribute.VERDICT, "limited");
        AnswerLog.note(request, connection, span, null, "limited");
        turnAway(request, wait, "too many webhooks of this connection");
    }

    private static void turnAway(HttpServerRequest request, Duration wait, String why) {
        request.response().putHeader("retry-after", Long.toString(wait.toSeconds() + 1));
        Problem.send(request, 429, why);
    }

    private void reject(
            HttpServerRequest request,
            Connection connection,
            Span span,
            Delivery delivery,
            String why) {
        rejected.note(connection.id(), delivery.receivedAt(), why);
        count(connection, span, DeliveryVerdict.REJECTED.word(), delivery.receivedAt());
        AnswerLog.note(request, connection, span, null, DeliveryVerdict.REJECTED.word());
        Problem.send(request, 401, why);
    }

    private void store(
            HttpServerRequest request,
            Connection connection,
            Span span,
            Delivery delivery,
            Reading reading) {
        var envelope = reading.envelope();
        span.set(Attribute.DELIVERY, envelope.deliveryId());
        if (reading instanceof Reading.Relevant) {
            // What is not known may be any text of a body.
            span.set(Attribute.EVENT, envelope.event());
        }
        var arrival =
                new Arrival(
                        connection.id(),
                        envelope.deliveryId(),
                        envelope.event(),
                        envelope.action(),
                        delivery.receivedAt(),
                        content(connection, reading),
                        null,
                        span);
        arrivals.submit(arrival)
                .onSuccess(outcome -> {
                    var word =
                            switch (outcome) {
                                case Outcome.Settled(var verdict) -> verdict.word();
                                case Outcome.Accepted _ -> ACCEPTED;
                            };
                    count(connection, span, word, delivery.receivedAt());
                    AnswerLog.note(request, connection, span, envelope.deliveryId(), word);
                    switch (outcome) {
                        case Outcome.Settled(var verdict) -> answer(request, verdict, reading);
                        case Outcome.Accepted _ -> accepted(request, reading);
                    }
                })
                .onFailure(failed -> refuse(request, connection, span, failed));
    }

    private static Arrival.Content content(Connection connection, Reading reading) {
        return switch (reading) {
            case Reading.Ignored(_, var reason) -> Arrival.nothing(DeliveryVerdict.IGNORED, reason);
            case Reading.Malformed(_, var reason) ->
                    Arrival.nothing(DeliveryVerdict.MALFORMED, reason);
            case Reading.Relevant(_, var change) -> connection.wanted(change);
        };
    }

    private static void answer(
            HttpServerRequest request, DeliveryVerdict verdict, Reading reading) {
        switch (verdict) {
            case APPLIED, DUPLICATE, IGNORED, SKIPPED -> accept(request, verdict);
            case MALFORMED ->
                    Problem.send(
                            request,
                            400,
                            reading instanceof Reading.Malformed(_, var reason)
                                    ? reason
                                    : "it cannot be read");
            case FAILED, REJECTED -> Problem.send(request, 400, "it cannot be stored");
        }
    }

    /// What cannot be read is known to be so already; all else the delivery log will tell.
    private static void accepted(HttpServerRequest request, Reading reading) {
        if (reading instanceof Reading.Malformed(_, var reason)) {
            Problem.send(request, 400, reason);
        } else {
            json(request.response().setStatusCode(202)).end(ACCEPTED_ANSWER);
        }
    }

    private static void accept(HttpServerRequest request, DeliveryVerdict verdict) {
        json(request.response().setStatusCode(202)).end(ANSWERS.get(verdict));
    }

    private void refuse(
            HttpServerRequest request, Connection connection, Span span, Throwable failed) {
        switch (failed) {
            case BodyReader.Refused refused -> {
                count(connection, span, "refused", null);
                if (refused.status() == 503) {
                    request.response().putHeader("retry-after", RETRY_AFTER_SECONDS);
                }
                // What is left of the body is not waited for.
                request.response().putHeader("connection", "close");
                Problem.send(request, refused.status(), String.valueOf(refused.getMessage()));
                if (refused.status() == 408 || refused.status() == 413) {
                    vertx.setTimer(1_000, _ -> request.connection().close());
                }
            }
            case Unavailable unavailable -> {
                count(connection, span, "unavailable", null);
                AnswerLog.note(request, connection, span, null, "unavailable");
                request.response().putHeader("retry-after", RETRY_AFTER_SECONDS);
                Problem.send(request, 503, String.valueOf(unavailable.getMessage()));
            }
            default -> Problem.send(request, 500, "something went wrong here");
        }
    }

    private void count(Connection connection, Span span, String verdict, @Nullable Instant since) {
        span.set(Attribute.VERDICT, verdict);
        counts.answered(
                connection.provider(),
                verdict,
                since == null ? Duration.ZERO : Duration.between(since, clock.instant()));
    }

    private static HttpServerResponse json(HttpServerResponse response) {
        return response.putHeader("content-type", "application/json");
    }

    private static Map<DeliveryVerdict, Buffer> answers() {
        var answers = new EnumMap<DeliveryVerdict, Buffer>(DeliveryVerdict.class);
        for (var verdict : DeliveryVerdict.values()) {
            answers.put(verdict, answer(verdict.word()));
        }
        return answers;
    }

    private static Buffer answer(String verdict) {
        return Buffer.buffer("{\"verdict\":\"" + verdict + "\"}");
    }
}
