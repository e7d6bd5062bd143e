package dev.turnaround.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A delivery as it came in, from a folder of files: `request.headers`, one header a line;
/// `request.json` or `request.form`, the exact bytes; and `request.parameters`, one parameter of
/// the address a line as `name=value`, where it has any.
public final class RecordedDelivery {
    private static final Instant RECEIVED_AT = Instant.parse("2026-03-11T12:00:00Z");

    private final String name;
    private final NavigableMap<String, String> headers;
    private final Map<String, String> parameters;
    private final byte[] body;

    private RecordedDelivery(
            String name,
            NavigableMap<String, String> headers,
            Map<String, String> parameters,
            byte[] body) {
        this.name = name;
        this.headers = headers;
        this.parameters = Map.copyOf(parameters);
        this.body = body;
    }

    /// The delivery of a folder.
    public static RecordedDelivery of(Path folder) {
        try {
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            for (var line : Files.readAllLines(folder.resolve("request.headers"))) {
                var colon = line.indexOf(": ");
                headers.put(line.substring(0, colon), line.substring(colon + 2));
            }
            var json = folder.resolve("request.json");
            var body = Files.exists(json) ? json : folder.resolve("request.form");
            return new RecordedDelivery(
                    folder.getFileName().toString(),
                    headers,
                    parameters(folder.resolve("request.parameters")),
                    Files.readAllBytes(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> parameters(Path file) throws IOException {
        var parameters = new HashMap<String, String>();
        for (var line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            var sign = line.indexOf('=');
            parameters.put(line.substring(0, sign), line.substring(sign + 1));
        }
        return parameters;
    }

    /// All deliveries of the folders in a folder, by name, so that none can be forgotten.
    public static List<RecordedDelivery> all(Path folders) {
        try (var cases = Files.list(folders)) {
            return cases.sorted().map(RecordedDelivery::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the folder is called.
    public String name() {
        return name;
    }

    /// All headers.
    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    /// All parameters of the address.
    public Map<String, String> parameters() {
        return parameters;
    }

    /// A header's value, or null.
    public @Nullable String header(String header) {
        return headers.get(header);
    }

    /// The value of a parameter of the address, or null.
    public @Nullable String parameter(String parameter) {
        return parameters.get(parameter);
    }

    /// A copy of the exact bytes.
    public byte[] body() {
        return body.clone();
    }

    /// This delivery as the door hands it on.
    public Delivery delivery() {
        return new Delivery(headers::get, parameters::get, body, RECEIVED_AT);
    }

    /// This delivery with another body, and the signature of the old one.
    public RecordedDelivery withBody(byte[] other) {
        return new RecordedDelivery(name, headers, parameters, other);
    }

    /// This delivery with another value of a header.
    public RecordedDelivery withHeader(String header, String value) {
        var others = new TreeMap<>(headers);
        others.put(header, value);
        return new RecordedDelivery(name, others, parameters, body);
    }

    /// This delivery without some headers.
    public RecordedDelivery without(Iterable<String> absent) {
        var others = new TreeMap<>(headers);
        absent.forEach(others::remove);
        return new RecordedDelivery(name, others, parameters, body);
    }

    /// This delivery with another value of a parameter of the address.
    public RecordedDelivery withParameter(String parameter, String value) {
        var others = new HashMap<>(parameters);
        others.put(parameter, value);
        return new RecordedDelivery(name, headers, others, body);
    }

    /// This delivery without some parameters of the address.
    public RecordedDelivery withoutParameters(Iterable<String> absent) {
        var others = new HashMap<>(parameters);
        absent.forEach(others::remove);
        return new RecordedDelivery(name, headers, others, body);
    }

    @Override
    public String toString() {
        return name;
    }
}
