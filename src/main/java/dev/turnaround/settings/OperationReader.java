package dev.turnaround.settings;

import dev.turnaround.settings.Settings.Limits;
import dev.turnaround.settings.Settings.Log;
import dev.turnaround.settings.Settings.Operation;
import dev.turnaround.settings.Settings.Retention;
import dev.turnaround.settings.Settings.Tracing;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads how the server is run.
final class OperationReader {
    private static final int RATE_MAX = 1_000_000;

    /// Some things are worked out from the last weeks of the log.
    private static final int DELIVERY_DAYS_MIN = 7;

    private static final int DELIVERY_DAYS_MAX = 3_650;
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug");

    /// What is put below the address of a collector.
    private static final String TRACES = "/v1/traces";

    private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9._/-]{1,100}");

    private static final Pattern PART = Pattern.compile("0(\\.\\d{1,9})?|1(\\.0{1,9})?");

    Operation read(Section root) {
        return new Operation(
                limits(root.section("limits")),
                retention(root.section("retention")),
                log(root.section("log")),
                tracing(root.section("tracing")));
    }

    private static Limits limits(Section section) {
        var usual = Operation.DEFAULT.limits();
        return new Limits(
                rate(section, "addressPerSecond", usual.addressPerSecond()),
                rate(section, "connectionPerSecond", usual.connectionPerSecond()));
    }

    private static int rate(Section section, String key, int whenAbsent) {
        return number(section, key, whenAbsent, 0, RATE_MAX);
    }

    private static Retention retention(Section section) {
        return new Retention(
                number(
                        section,
                        "deliveryDays",
                        Operation.DEFAULT.retention().deliveryDays(),
                        DELIVERY_DAYS_MIN,
                        DELIVERY_DAYS_MAX));
    }

    private static Log log(Section section) {
        var json =
                section.read(
                        "format",
                        Operation.DEFAULT.log().json(),
                        "text or json",
                        text ->
                                switch (text) {
                                    case "text" -> false;
                                    case "json" -> true;
                                    default -> null;
                                });
        var level =
                section.read(
                        "level",
                        Operation.DEFAULT.log().level(),
                        "one of " + String.join(", ", LEVELS),
                        text -> {
                            var word = text.toLowerCase(Locale.ROOT);
                            return LEVELS.contains(word) ? word : null;
                        });
        return new Log(json, level);
    }

    private static Tracing tracing(Section section) {
        var usual = Tracing.OFF;
        return new Tracing(
                section.readUnseen(
                        "otlp",
                        "the address of a collector such as http://127.0.0.1:4318, without user,"
                                + " query and "
                                + TRACES,
                        OperationReader::collector),
                section.read(
                        "service",
                        usual.service(),
                        "up to 100 letters, digits, dots, slashes, underscores and hyphens",
                        text -> SERVICE.matcher(text).matches() ? text : null),
                section.read(
                        "sample",
                        usual.sample(),
                        "a number from 0 to 1, such as 0.1",
                        text -> PART.matcher(text).matches() ? Double.valueOf(text) : null));
    }

    private static @Nullable URI collector(String text) {
        var address = WebUrl.parse(text);
        return address == null || address.getPath().endsWith(TRACES) ? null : address;
    }

    private static int number(Section section, String key, int whenAbsent, int min, int max) {
        return section.read(
                key,
                whenAbsent,
                "a whole number from %d to %d".formatted(min, max),
                text -> {
                    var number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
                    return number >= min && number <= max ? number : null;
                });
    }
}
