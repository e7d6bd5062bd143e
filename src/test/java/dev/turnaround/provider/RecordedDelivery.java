package dev.turnaround.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A delivery as it came in, from a folder of files: `request.headers`, one header a line, and
/// `request.json` or `request.form`, the exact bytes.
public final class RecordedDelivery {
    private static final Instant RECEIVED_AT = Instant.parse("2026-03-11T12:00:00Z");

    private final String name;
    private final NavigableMap<String, String> headers;
    private final byte[] body;

    private RecordedDelivery(String name, NavigableMap<String, String> headers, byte[] body) {
        this.name = name;
        this.headers = headers;
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
                    folder.getFileName().toString(), headers, Files.readAllBytes(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /// A header's value, or null.
    public @Nullable String header(String header) {
        return headers.get(header);
    }

    /// A copy of the exact bytes.
    public byte[] body() {
        return body.clone();
    }

    /// This delivery as the door hands it on.
    public Delivery delivery() {
        return new Delivery(headers::get, body, RECEIVED_AT);
    }

    /// This delivery with another body, and the signature of the old one.
    public RecordedDelivery withBody(byte[] other) {
        return new RecordedDelivery(name, headers, other);
    }

    /// This delivery with another value of a header.
    public RecordedDelivery withHeader(String header, String value) {
        var others = new TreeMap<>(headers);
        others.put(header, value);
        return new RecordedDelivery(name, others, body);
    }

    /// This delivery without some headers.
    public RecordedDelivery without(Iterable<String> absent) {
        var others = new TreeMap<>(headers);
        absent.forEach(others::remove);
        return new RecordedDelivery(name, others, body);
    }

    @Override
    public String toString() {
        return name;
    }
}
