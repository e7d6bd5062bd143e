package dev.turnaround.provider.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import java.util.stream.Collectors;

/// Names and values as the query of an address and the body of a form write them.
/// <https://www.rfc-editor.org/rfc/rfc6749#appendix-B>
public final class UrlEncoded {
    private UrlEncoded() {}

    /// In the order of the map. A space is written as `%20`, which a query and a form both take.
    public static String of(Map<String, String> values) {
        return values.entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
    }

    /// An address with a query.
    public static URI query(String address, Map<String, String> values) {
        return URI.create(address + "?" + of(values));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
