package dev.turnaround.api;

import dev.turnaround.provider.AddressRange;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where requests come from.
///
/// Behind a proxy every request comes from the proxy, which names the real address in
/// `X-Forwarded-For`. Anybody can send that header, so it counts only from proxies that the
/// settings name, and only as far as these wrote it: from the right.
public final class Addresses {
    private final List<AddressRange> proxies;

    /// Addresses.
    ///
    /// @param proxies addresses and blocks of them
    public Addresses(List<String> proxies) {
        this.proxies =
                proxies.stream()
                        .map(word -> Objects.requireNonNull(AddressRange.of(word), word))
                        .toList();
    }

    /// For whom a request counts where senders are counted: its address, or the network of IPv6
    /// that is given out as a whole; empty when it is gone already.
    public String sender(HttpServerRequest request) {
        return Throttle.group(of(request));
    }

    /// The address that the request comes from, without a port; null when it is gone already.
    @Nullable String of(HttpServerRequest request) {
        var remote = request.remoteAddress();
        var address = remote == null ? null : remote.hostAddress();
        if (address == null || !isProxy(address)) {
            return address;
        }
        var named =
                request.headers().getAll("x-forwarded-for").stream()
                        .flatMap(line -> Arrays.stream(line.split(",")))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList();
        for (var i = named.size() - 1; i >= 0; i--) {
            if (!isProxy(named.get(i))) {
                return named.get(i);
            }
        }
        return address;
    }

    private boolean isProxy(String address) {
        if (proxies.isEmpty()) {
            return false;
        }
        try {
            var literal = InetAddress.ofLiteral(address);
            return proxies.stream().anyMatch(range -> range.has(literal));
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }
}
