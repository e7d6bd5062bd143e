package dev.turnaround.provider.github;

import dev.turnaround.provider.json.Unreadable;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The body of a hook whose content type is the form: one field `payload` that holds the JSON.
///
/// Decoded from bytes to bytes, because a text in between would double the memory of a 25 MB body.
/// <https://docs.github.com/en/webhooks/using-webhooks/creating-webhooks#content-type>
final class Form {
    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    private static final byte[] FIELD = {'p', 'a', 'y', 'l', 'o', 'a', 'd', '='};

    private Form() {}

    static boolean is(@Nullable String contentType) {
        return contentType != null
                && contentType.strip().toLowerCase(Locale.ROOT).startsWith(MEDIA_TYPE);
    }

    /// The JSON inside.
    static byte[] payload(byte[] body) throws Unreadable {
        for (var start = 0; start < body.length; ) {
            var end = end(body, start);
            if (isPayload(body, start, end)) {
                return decode(body, start + FIELD.length, end);
            }
            start = end + 1;
        }
        throw new Unreadable("the form has no field payload");
    }

    private static int end(byte[] body, int start) {
        var end = start;
        while (end < body.length && body[end] != '&') {
            end++;
        }
        return end;
    }

    private static boolean isPayload(byte[] body, int start, int end) {
        return end - start >= FIELD.length
                && Arrays.equals(body, start, start + FIELD.length, FIELD, 0, FIELD.length);
    }

    private static byte[] decode(byte[] body, int start, int end) throws Unreadable {
        var decoded = new byte[end - start];
        var length = 0;
        for (var at = start; at < end; at++) {
            decoded[length++] =
                    switch (body[at]) {
                        case '+' -> (byte) ' ';
                        case '%' -> {
                            at += 2;
                            yield escaped(body, at, end);
                        }
                        default -> body[at];
                    };
        }
        return Arrays.copyOf(decoded, length);
    }

    private static byte escaped(byte[] body, int last, int end) throws Unreadable {
        var high = last < end ? Character.digit(body[last - 1], 16) : -1;
        var low = last < end ? Character.digit(body[last], 16) : -1;
        if (high < 0 || low < 0) {
            throw new Unreadable("the form is not encoded properly");
        }
        return (byte) (high << 4 | low);
    }
}
