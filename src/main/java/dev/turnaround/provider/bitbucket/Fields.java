package dev.turnaround.provider.bitbucket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A walk through the fields of a JSON body. What is not asked for is passed over in the byte
/// array.
///
/// A field that is there but is not what Bitbucket documents is read as absent and noted as a
/// fault; whether that matters depends on the event, which the walk does not know.
final class Fields implements AutoCloseable {
    private static final int NESTING_MAX = 100;
    private static final int NAME_BYTES_MAX = 1_000;

    /// For texts that are kept only: Bitbucket's own limits are far below. Texts that are passed
    /// over are never held, and may be as long as the body.
    private static final int KEPT_TEXT_CHARS_MAX = 100_000;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{12,64}");

    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private static final JsonFactory JSON =
            new JsonFactoryBuilder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(NESTING_MAX)
                                    .maxNameLength(NAME_BYTES_MAX)
                                    .maxStringLength(KEPT_TEXT_CHARS_MAX)
                                    .build())
                    // Bitbucket's bodies are UTF-8; guessing would let two bytes change how all
                    // others
                    // are read.
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    // Names are compared with constants by `switch`, which does not need them
                    // interned.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();

    private final JsonParser parser;
    private @Nullable String fault;

    private Fields(JsonParser parser) {
        this.parser = parser;
    }

    /// Reads a whole body.
    ///
    /// @throws Unreadable when it is not one JSON object within the limits
    static <T> T read(byte[] json, Projection<T> projection) throws Unreadable {
        try (var fields = new Fields(JSON.createParser(json))) {
            return fields.whole(projection);
        } catch (IOException e) {
            throw new IllegalStateException("an array of bytes cannot fail to open", e);
        }
    }

    /// What is taken from an object.
    @FunctionalInterface
    interface Projection<T> {
        T of(Fields fields) throws IOException;
    }

    private <T> T whole(Projection<T> projection) throws Unreadable {
        try {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("the body is no JSON object");
            }
            var result = projection.of(this);
            if (parser.nextToken() != null) {
                throw new Unreadable("something follows the JSON object at " + position());
            }
            return result;
        } catch (StreamConstraintsException _) {
            throw new Unreadable("too deep or too long at " + position());
        } catch (IOException _) {
            // Jackson's own message would quote the body.
            throw new Unreadable("no JSON at " + position());
        }
    }

    private String position() {
        var location = parser.currentLocation();
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /// The first field that is not what it should be, or null.
    @Nullable String fault() {
        return fault;
    }

    /// Notes that the value here is not what it should be.
    void fault(String what) {
        if (fault == null) {
            fault = path(parser.getParsingContext().pathAsPointer()) + " " + what;
        }
    }

    /// Notes that a field is missing from the object that ends here.
    void missing(String name) {
        if (fault == null) {
            var object = path(parser.getParsingContext().pathAsPointer());
            fault = (object.isEmpty() ? name : object + "." + name) + " is missing";
        }
    }

    private static String path(JsonPointer pointer) {
        return pointer.toString().replaceFirst("^/", "").replace('/', '.');
    }

    /// Steps to the next field of the object; false at its end.
    boolean next() throws IOException {
        if (parser.nextToken() != JsonToken.FIELD_NAME) {
            return false;
        }
        parser.nextToken();
        return true;
    }

    /// The name of the field.
    String name() throws IOException {
        return parser.currentName();
    }

    /// Passes over the value.
    void skip() throws IOException {
        parser.skipChildren();
    }

    /// Whether the value is an object, and the walk now in it; if not it has been passed over.
    boolean enter() throws IOException {
        return enter(JsonToken.START_OBJECT, "is no object");
    }

    /// Whether the value is an array, and the walk now in it; if not it has been passed over.
    boolean enterList() throws IOException {
        return enter(JsonToken.START_ARRAY, "is no list");
    }

    private boolean enter(JsonToken wanted, String otherwise) throws IOException {
        if (parser.currentToken() == wanted) {
            return true;
        }
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            fault(otherwise);
            parser.skipChildren();
        }
        return false;
    }

    /// Steps to the next element of the list; false at its end.
    boolean nextElement() throws IOException {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    /// A numeric identity; null for null.
    @Nullable Long identity() throws IOException {
        var value = integer();
        if (value != null && value > 0) {
            return value;
        }
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            fault("is no identity");
            parser.skipChildren();
        }
        return null;
    }

    /// A count; null when it is absent or makes no sense.
    @Nullable Long count() throws IOException {
        var value = integer();
        parser.skipChildren();
        return value != null && value >= 0 ? value : null;
    }

    private @Nullable Long integer() throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                ? (Long) parser.getLongValue()
                : null;
    }

    /// The identity of an account or a repository, without the braces around it and in lower case;
    /// null for null. The same one has braces in most places and none in others.
    @Nullable String uuid() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            var text = parser.getText();
            var braced = text.startsWith("{") && text.endsWith("}") && text.length() > 2;
            var bare = braced ? text.substring(1, text.length() - 1) : text;
            if (UUID.matcher(bare).matches()) {
                return bare.toLowerCase(Locale.ROOT);
            }
        }
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            fault("is no uuid");
            parser.skipChildren();
        }
        return null;
    }

    /// A truth value; null when it is absent.
    @Nullable Boolean flag() throws IOException {
        parser.skipChildren();
        if (parser.currentToken() == JsonToken.VALUE_TRUE) {
            return Boolean.TRUE;
        }
        return parser.currentToken() == JsonToken.VALUE_FALSE ? Boolean.FALSE : null;
    }

    /// A moment, as a text or in milliseconds since 1970; null for null.
    @Nullable Instant time() throws IOException {
        var millis = integer();
        var time =
                parser.currentToken() == JsonToken.VALUE_STRING
                        ? Times.parse(parser.getText())
                        : millis == null ? null : Times.ofMillis(millis);
        if (time == null && parser.currentToken() != JsonToken.VALUE_NULL) {
            fault("is no time");
            parser.skipChildren();
        }
        return time;
    }

    /// A short text, made fit to be stored; null when it is absent.
    @Nullable String text() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return Text.clean(parser.getText());
        }
        parser.skipChildren();
        return null;
    }

    /// The address in an object that holds a link; null when it is absent.
    @Nullable String link() throws IOException {
        String address = null;
        if (enter()) {
            while (next()) {
                switch (name()) {
                    case "href" -> address = text();
                    default -> skip();
                }
            }
        }
        // It becomes a link on a page: nothing but the web's own schemes may get there.
        return address != null && (address.startsWith("https://") || address.startsWith("http://"))
                ? address
                : null;
    }

    /// The hash of a commit, whole or its first twelve digits; null for null. Nothing else, because
    /// it becomes part of an identity.
    @Nullable String hash() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING
                && HASH.matcher(parser.getText()).matches()) {
            return parser.getText();
        }
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            fault("is no hash");
            parser.skipChildren();
        }
        return null;
    }
}
