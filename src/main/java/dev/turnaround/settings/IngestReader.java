package dev.turnaround.settings;

import dev.turnaround.settings.Settings.Ingest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads what stands between the door and the database.
final class IngestReader {
    private static final Pattern SERVER = Pattern.compile("[^\\s,/]+:\\d{1,5}");

    /// Names of topics, and as good for groups:
    /// <https://github.com/apache/kafka/blob/4.1/clients/src/main/java/org/apache/kafka/common/internals/Topic.java>
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    /// How to sign in, and TLS. The others are what "accepted" rests on.
    private static final Pattern PROPERTY = Pattern.compile("(security|sasl|ssl)\\.[a-z.]+");

    private final Reading reading;

    IngestReader(Reading reading) {
        this.reading = reading;
    }

    Ingest read(Section section) {
        var kafka = kafka(section.section("kafka"));
        var isKafka =
                section.read(
                        "log",
                        false,
                        "direct or kafka",
                        text ->
                                switch (text) {
                                    case "direct" -> false;
                                    case "kafka" -> true;
                                    default -> null;
                                });
        if (!isKafka) {
            return new Ingest.Direct();
        }
        if (kafka.servers().isEmpty()) {
            section.section("kafka").refuse("servers", "at least one broker, as host:port");
        }
        return kafka;
    }

    private Ingest.Kafka kafka(Section section) {
        return new Ingest.Kafka(
                new Words(reading).read(section, "servers", SERVER, "a broker as host:port"),
                name(section, "topic", "turnaround-deliveries"),
                name(section, "group", "turnaround"),
                properties(section.section("properties")));
    }

    private static String name(Section section, String key, String whenAbsent) {
        return section.read(
                key,
                whenAbsent,
                "up to 249 letters, digits, dots, underscores and hyphens",
                text -> NAME.matcher(text).matches() ? text : null);
    }

    private Map<String, Secret> properties(Section section) {
        var properties = new LinkedHashMap<String, Secret>();
        for (var key : section.keys()) {
            if (!PROPERTY.matcher(key).matches()) {
                section.refuse(key, "a property that begins with security., sasl. or ssl.");
                continue;
            }
            switch (section.value(key)) {
                case Value.Text(var text, var place, _) when text.isBlank() ->
                        reading.refuse(place, section.path(key), "a value that is not empty");
                case Value.Text(var text, _, _) -> properties.put(key, Secret.of(text));
                case Value.Absent _ -> section.refuse(key, "a value that is not empty");
                case Value.Refused _ -> {}
            }
        }
        return properties;
    }
}
