package dev.turnaround.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A line of JSON for each event, flat: when, how bad, who, the message, which never varies, and
/// the data beside it under its own names.
final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line =
                new JsonObject()
                        .put("time", event.getInstant().toString())
                        .put("level", event.getLevel().toString().toLowerCase(Locale.ROOT))
                        .put("logger", event.getLoggerName())
                        .put("message", event.getFormattedMessage());
        var data = event.getKeyValuePairs();
        if (data != null) {
            data.forEach(pair -> {
                if (!line.containsKey(pair.key)) {
                    line.put(pair.key, plain(pair.value));
                }
            });
        }
        var thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.put("error", ThrowableProxyUtil.asString(thrown));
        }
        return (line.encode() + "\n").getBytes(UTF_8);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value == null || value instanceof Number || value instanceof Boolean
                ? value
                : value.toString();
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
