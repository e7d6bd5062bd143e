package dev.turnaround.provider.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a provider writes its JSON.
///
/// Thread safety: shared by all event loops; immutable.
public final class Dialect {
    private static final int NESTING_MAX = 100;
    private static final int NAME_BYTES_MAX = 1_000;

    private final int textCharsMax;
    private final Times times;
    private final JsonFactory factory;

    /// A dialect.
    ///
    /// @param textCharsMax how long a text that is looked at may be, in characters; the provider's
    ///   own limits are below. Texts that are passed over are never held, and may be as long as the
    ///   body
    public Dialect(int textCharsMax, Times times) {
        this.textCharsMax = textCharsMax;
        this.times = times;
        this.factory =
                new JsonFactoryBuilder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(NESTING_MAX)
                                        .maxNameLength(NAME_BYTES_MAX)
                                        .maxStringLength(textCharsMax)
                                        .build())
                        // Bodies are UTF-8; guessing would let two bytes change how all others are
                        // read.
                        .disable(JsonFactory.Feature.CHARSET_DETECTION)
                        // Names are compared with constants by `switch`, which does not need them
                        // interned.
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .build();
    }

    /// What a provider writes for a moment.
    @FunctionalInterface
    public interface Times {
        /// The moment, or null when the text is none that can be.
        @Nullable Instant of(String text);

        /// The moment that a bare number stands for, or null when it is none that can be. Most
        /// providers write none.
        default @Nullable Instant of(long number) {
            return null;
        }
    }

    JsonParser parser(byte[] json) throws IOException {
        return factory.createParser(json);
    }

    Times times() {
        return times;
    }

    int textCharsMax() {
        return textCharsMax;
    }
}
