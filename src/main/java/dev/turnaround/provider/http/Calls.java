package dev.turnaround.provider.http;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Outgoing;
import dev.turnaround.provider.Pause;
import dev.turnaround.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Makes calls to one API for one connection: one at a time, again where the other side stumbled,
/// and never with its credentials to anybody else. No redirect and no address that the API gives
/// leads to another origin.
///
/// Thread safety: safe; callers queue.
public final class Calls implements AutoCloseable {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final int TRIES_MAX = 4;
    private static final int REDIRECTS_MAX = 3;
    private static final Duration PAUSE_FIRST = Duration.ofMillis(500);
    private static final Set<Integer> STUMBLED = Set.of(500, 502, 503, 504);
    private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 307, 308);

    private final WebClient client;
    private final Outgoing outgoing;
    private final URI base;
    private final Authorization authorization;
    private final Limits limits;
    private final InstantSource clock;
    private final Pause pause;
    private final RandomGenerator jitter;
    private final Etags etags = new Etags();
    private final Semaphore turn = new Semaphore(1, true);

    /// Calls to an API.
    ///
    /// @param outgoing where they may go
    /// @param base its address, with or without a path
    /// @param limits how it says that it wants fewer calls
    /// @param jitter spreads the tries of many that failed at once
    public Calls(
            Vertx vertx,
            Outgoing outgoing,
            URI base,
            Authorization authorization,
            Limits limits,
            InstantSource clock,
            Pause pause,
            RandomGenerator jitter) {
        this.client = WebClient.create(vertx, options());
        this.outgoing = outgoing;
        this.base = base;
        this.authorization = authorization;
        this.limits = limits;
        this.clock = clock;
        this.pause = pause;
        this.jitter = jitter;
    }

    static WebClientOptions options() {
        return new WebClientOptions()
                .setUserAgent("Turnaround")
                .setConnectTimeout((int) CONNECT_MAX.toMillis())
                .setDecompressionSupported(true)
                .setFollowRedirects(false);
    }

    /// Makes a call, several times if the other side stumbles.
    ///
    /// @return any answer that is no stumble, no limit and no redirect: also a 4xx
    /// @throws ApiFailure.Limited when the API wants fewer calls
    /// @throws ApiFailure.Away when it cannot be reached, or went on stumbling
    /// @throws ApiFailure.Refused when calls may not go there
    public Answer send(Call call) {
        return send(call, TRIES_MAX);
    }

    /// Makes a call once. For callers who know better than to ask the same again.
    ///
    /// @throws ApiFailure as [#send] does
    public Answer once(Call call) {
        return send(call, 1);
    }

    @Override
    public void close() {
        client.close();
    }

    private Answer send(Call call, int triesMax) {
        try {
            turn.acquire();
        } catch (InterruptedException interrupted) {
            throw given(interrupted);
        }
        try {
            for (var tries = 1; ; tries++) {
                var outcome = attempt(call);
                if (outcome instanceof Attempt.Answered(var answer)) {
                    return answer;
                }
                if (tries >= triesMax) {
                    throw new ApiFailure.Away(((Attempt.Stumbled) outcome).why());
                }
                pause.of(backOff(tries));
            }
        } catch (InterruptedException interrupted) {
            throw given(interrupted);
        } finally {
            turn.release();
        }
    }

    private sealed interface Attempt {
        record Answered(Answer answer) implements Attempt {}

        record Stumbled(String why) implements Attempt {}
    }

    private Attempt attempt(Call call) throws InterruptedException {
        try {
            var answer = followed(call);
            if (answer.status() == 401 && authorization.renew()) {
                answer = followed(call);
            }
            var limited = limits.limited(answer, clock.instant());
            if (limited != null) {
                throw limited;
            }
            return STUMBLED.contains(answer.status())
                    ? new Attempt.Stumbled(call + " was answered with " + answer.status())
                    : new Attempt.Answered(answer);
        } catch (ExecutionException | TimeoutException | UnknownHostException failed) {
            var cause = failed.getCause() == null ? failed : failed.getCause();
            return new Attempt.Stumbled(call + " failed: " + cause.getClass().getSimpleName());
        }
    }

    /// Full jitter: <https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/>
    private Duration backOff(int tries) {
        var most = PAUSE_FIRST.toMillis() << tries;
        return Duration.ofMillis(jitter.nextLong(most / 4, most));
    }

    private Answer followed(Call call)
            throws InterruptedException,
                    ExecutionException,
                    TimeoutException,
                    UnknownHostException {
        var next = call;
        for (var redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
            var answer = exchange(next);
            var location = answer.header("location");
            if (!ELSEWHERE.contains(answer.status()) || location == null) {
                return answer;
            }
            next = next.to(redirected(address(next), location).toString());
        }
        throw new ApiFailure.Unreadable(call + " is redirected in a circle");
    }

    private static URI redirected(URI from, String location) {
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException malformed) {
            throw new ApiFailure.Unreadable("the API sends us to an address that is none");
        }
    }

    private HttpRequest<Buffer> request(Call call, URI address) throws UnknownHostException {
        var method = HttpMethod.valueOf(call.method());
        return outgoing.isAnywhere()
                ? client.requestAbs(method, address.toString())
                : client.requestAbs(method, checked(address), address.toString());
    }

    /// An address that was looked at, so that no name server is asked once more; the host is still
    /// what the certificate must be for.
    private SocketAddress checked(URI address) throws UnknownHostException {
        var one = outgoing.addresses(address.getHost()).getFirst();
        return SocketAddress.inetSocketAddress(
                new InetSocketAddress(InetAddress.getByAddress(one.getAddress()), port(address)));
    }

    private Answer exchange(Call call)
            throws InterruptedException,
                    ExecutionException,
                    TimeoutException,
                    UnknownHostException {
        var uri = address(call);
        var span = CallSpan.begin(call, uri);
        try {
            return exchange(call, uri, span);
        } catch (InterruptedException
                | ExecutionException
                | TimeoutException
                | UnknownHostException
                | RuntimeException failed) {
            var cause = failed.getCause() == null ? failed : failed.getCause();
            span.fail(cause.getClass().getSimpleName());
            throw failed;
        } finally {
            span.end();
        }
    }

    private Answer exchange(Call call, URI uri, Span span)
            throws InterruptedException,
                    ExecutionException,
                    TimeoutException,
                    UnknownHostException {
        var address = uri.toString();
        var request =
                request(call, uri)
                        .timeout(ANSWER_MAX.toMillis())
                        .putHeader("accept", "application/json");
        var body = call.body();
        if (body != null) {
            request.putHeader("content-type", "application/json");
        }
        call.headers().forEach(request::putHeader);
        authorization.headers().forEach(request::putHeader);
        if (body == null && !call.method().equals("GET")) {
            return answer(await(request.send()), span);
        }
        if (body == null) {
            var etag = etags.tag(address);
            if (etag != null) {
                request.putHeader("if-none-match", etag);
            }
            return etags.resolved(address, answer(await(request.send()), span));
        }
        return answer(await(request.sendBuffer(Buffer.buffer(body))), span);
    }

    /// Where a call goes.
    ///
    /// @throws ApiFailure.Unreadable when that is not where the credentials belong
    private URI address(Call call) {
        var target = call.target();
        try {
            var address =
                    target.startsWith("http://") || target.startsWith("https://")
                            ? URI.create(target)
                            : URI.create(trimmed(base.toString()) + target);
            if (!origin(address).equals(origin(base))) {
                throw new ApiFailure.Unreadable("the API sends us to another host");
            }
            return address;
        } catch (IllegalArgumentException malformed) {
            throw new ApiFailure.Unreadable("the API sends us to an address that is none");
        }
    }

    private static String trimmed(String base) {
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getHost() + ":" + port(address);
    }

    static int port(URI address) {
        var usual = "https".equals(address.getScheme()) ? 443 : 80;
        return address.getPort() < 0 ? usual : address.getPort();
    }

    private Answer answer(HttpResponse<Buffer> response, Span span) {
        CallSpan.answered(span, response.statusCode());
        var body = response.body();
        return new Answer(
                response.statusCode(),
                response.headers(),
                body == null ? new byte[0] : body.getBytes(),
                date(response.getHeader("date")));
    }

    private Instant date(@Nullable String header) {
        try {
            return header == null
                    ? clock.instant()
                    : ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException nonsense) {
            return clock.instant();
        }
    }

    private static <T> T await(Future<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage()
                .toCompletableFuture()
                .get(ANSWER_MAX.toMillis() * 2, TimeUnit.MILLISECONDS);
    }

    private static ApiFailure.Away given(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new ApiFailure.Away("given up: " + interrupted.getClass().getSimpleName());
    }
}
