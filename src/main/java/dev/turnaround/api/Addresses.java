package dev.turnaround.api;

import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where requests come from.
///
/// Behind a proxy every request comes from the proxy, which names the real address in
/// `X-Forwarded-For`. Anybody can send that header, so it counts only from proxies that the
/// settings name, and only as far as these wrote it: from the right.
final class Addresses {
    private final Set<String> proxies;

    Addresses(List<String> proxies) {
        this.proxies = Set.copyOf(proxies);
    }

    /// The address that the request comes from, without a port; null when it is gone already.
    @Nullable String of(HttpServerRequest request) {
        var remote = request.remoteAddress();
        var address = remote == null ? null : remote.hostAddress();
        if (address == null || !proxies.contains(address)) {
            return address;
        }
        var named =
                request.headers().getAll("x-forwarded-for").stream()
                        .flatMap(line -> Arrays.stream(line.split(",")))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList();
        for (var i = named.size() - 1; i >= 0; i--) {
            if (!proxies.contains(named.get(i))) {
                return named.get(i);
            }
        }
        return address;
    }
}
