package dev.turnaround.provider.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A walk through the fields of a JSON body. What is not asked for is passed over in the byte
/// array.
///
/// A field that is there but is not what the provider documents is read as absent and noted as a
/// fault; whether that matters depends on the event, which the walk does not know.
public final class Fields implements AutoCloseable {
    private static final int HASH_DIGITS_MAX = 64;

    private final byte[] json;
    private final Dialect dialect;
    private final JsonParser parser;
    private @Nullable String fault;

    private Fields(byte[] json, Dialect dialect, JsonParser parser) {
        this.json = json;
        this.dialect = dialect;
        this.parser = parser;
    }

    /// Reads a whole body.
    ///
    /// @throws Unreadable when it is not one JSON object within the limits
    public static <T> T read(byte[] json, Dialect dialect, Projection<T> projection)
            throws Unreadable {
        try (var fields = new Fields(json, dialect, dialect.parser(json))) {
            return fields.whole(projection);
        } catch (IOException e) {
            throw new IllegalStateException("an array of bytes cannot fail to open", e);
        }
    }

    /// What is taken from an object.
    @FunctionalInterface
    public interface Projection<T> {
        /// Takes it. The walk stands before the object's first field, and must be at its end
        /// afterwards.
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
    public @Nullable String fault() {
        return fault;
    }

    /// As [#fault], of what was read since the last time: for the items of a list, each of which is
    /// read on its own.
    public @Nullable String takeFault() {
        var first = fault;
        fault = null;
        return first;
    }

    /// Notes that the value here is not what it should be.
    public void fault(String what) {
        if (fault == null) {
            fault = path(parser.getParsingContext().pathAsPointer()) + " " + what;
        }
    }

    /// Notes that a field is missing from the object that ends here.
    public void missing(String name) {
        if (fault == null) {
            var object = path(parser.getParsingContext().pathAsPointer());
            fault = (object.isEmpty() ? name : object + "." + name) + " is missing";
        }
    }

    private static String path(JsonPointer pointer) {
        return pointer.toString().replaceFirst("^/", "").replace('/', '.');
    }

    /// Steps to the next field of the object; false at its end.
    public boolean next() throws IOException {
        if (parser.nextToken() != JsonToken.FIELD_NAME) {
            return false;
        }
        parser.nextToken();
        return true;
    }

    /// The name of the field.
    public String name() throws IOException {
        return parser.currentName();
    }

    /// Whether the field is there and says that there is nothing.
    public boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /// Passes over the value.
    public void skip() throws IOException {
        parser.skipChildren();
    }

    /// Whether the value is an object, and the walk now in it; if not it has been passed over.
    public boolean enter() throws IOException {
        return enter(JsonToken.START_OBJECT, "is no object");
    }

    /// Whether the value is an array, and the walk now in it; if not it has been passed over.
    public boolean enterList() throws IOException {
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
    public boolean nextElement() throws IOException {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    /// Whether the value is an object.
    public boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    /// Whether the value is an array.
    public boolean isList() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    /// A numeric identity, as a number or as its digits in a text (JavaScript cannot hold 64-bit
    /// ones, and so some write them thus); null for null.
    public @Nullable Long identity() throws IOException {
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

    /// As [#identity], as its digits.
    public @Nullable String identityText() throws IOException {
        var identity = identity();
        return identity == null ? null : Long.toString(identity);
    }

    /// A count; null when it is absent or makes no sense.
    public @Nullable Long count() throws IOException {
        var value = integer();
        parser.skipChildren();
        return value != null && value >= 0 ? value : null;
    }

    /// A whole number, of either sign; null when it is absent or no such number.
    public @Nullable Long number() throws IOException {
        var value = integer();
        parser.skipChildren();
        return value;
    }

    private @Nullable Long integer() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? null
                    : (Long) parser.getLongValue();
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return null;
        }
        try {
            return Long.valueOf(parser.getText());
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /// A truth value; null when it is absent.
    public @Nullable Boolean flag() throws IOException {
        parser.skipChildren();
        if (parser.currentToken() == JsonToken.VALUE_TRUE) {
            return Boolean.TRUE;
        }
        return parser.currentToken() == JsonToken.VALUE_FALSE ? Boolean.FALSE : null;
    }

    /// A moment; null for null.
    public @Nullable Instant time() throws IOException {
        var time =
                switch (parser.currentToken()) {
                    case VALUE_STRING -> dialect.times().of(parser.getText());
                    case VALUE_NUMBER_INT -> timeOfNumber();
                    default -> null;
                };
        if (time == null && parser.currentToken() != JsonToken.VALUE_NULL) {
            fault("is no time");
            parser.skipChildren();
        }
        return time;
    }

    private @Nullable Instant timeOfNumber() throws IOException {
        var number = integer();
        return number == null ? null : dialect.times().of((long) number);
    }

    /// A short text, made fit to be stored; null when it is absent.
    public @Nullable String text() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return Text.clean(parser.getText());
        }
        parser.skipChildren();
        return null;
    }

    /// The hash of a commit, in small hexadecimal digits; null for null. Nothing else, because it
    /// becomes part of an identity.
    ///
    /// @param digitsMin how many digits there are at least: 40 of a whole SHA-1, fewer where the
    ///   provider shortens them
    public @Nullable String hash(int digitsMin) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING
                && isHash(parser.getText(), digitsMin)) {
            return parser.getText();
        }
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            fault("is no hash");
            parser.skipChildren();
        }
        return null;
    }

    private static boolean isHash(String text, int digitsMin) {
        return text.length() >= digitsMin
                && text.length() <= HASH_DIGITS_MAX
                && text.chars()
                        .allMatch(one -> (one >= '0' && one <= '9') || (one >= 'a' && one <= 'f'));
    }

    /// An address that becomes a link on a page; null when it is absent, or has another scheme than
    /// the web's own.
    public @Nullable String link() throws IOException {
        var link = text();
        return link != null && (link.startsWith("https://") || link.startsWith("http://"))
                ? link
                : null;
    }

    /// A text that is looked at and then forgotten; null when it is absent, or longer than the
    /// dialect lets it be.
    public @Nullable String passingText() throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return null;
        }
        var quote = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        var end = quote + 1;
        while (end < json.length && json[end] != '"') {
            end += json[end] == '\\' ? 2 : 1;
            if (end - quote > dialect.textCharsMax()) {
                return null;
            }
        }
        return parser.getText();
    }

    /// Whether the value is a text with something to read in it. The text itself stays in the byte
    /// array.
    public boolean saysSomething() throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return false;
        }
        var at = Math.toIntExact(parser.currentTokenLocation().getByteOffset()) + 1;
        while (at < json.length) {
            switch (json[at]) {
                case ' ', '\t' -> at++;
                case '\\' -> {
                    var escape = at + 1 < json.length ? json[at + 1] : 'u';
                    if (escape != 'n' && escape != 'r' && escape != 't') {
                        return true;
                    }
                    at += 2;
                }
                default -> {
                    return json[at] != '"';
                }
            }
        }
        return true;
    }
}
