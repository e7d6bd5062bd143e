package dev.turnaround.provider.bitbucket;

import dev.turnaround.model.reference.Markdown;
import dev.turnaround.provider.json.Dialect;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The kinds of value that Bitbucket has and others have not.
final class Values {
    /// Bitbucket's own limits are far below.
    static final Dialect DIALECT = new Dialect(100_000, new Moments());

    /// Of a commit as Cloud's webhooks shorten it; elsewhere it is whole.
    static final int HASH_DIGITS_MIN = 12;

    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private Values() {}

    /// As a text, or in milliseconds since 1970.
    private static final class Moments implements Dialect.Times {
        @Override
        public @Nullable Instant of(String text) {
            return Times.parse(text);
        }

        @Override
        public @Nullable Instant of(long number) {
            return Times.ofMillis(number);
        }
    }

    /// The identity of an account or a repository, without the braces around it and in lower case;
    /// null for null. The same one has braces in most places and none in others.
    static @Nullable String uuid(Fields in) throws IOException {
        if (in.isNull()) {
            return null;
        }
        var text = in.text();
        if (text != null) {
            var braced = text.startsWith("{") && text.endsWith("}") && text.length() > 2;
            var bare = braced ? text.substring(1, text.length() - 1) : text;
            if (UUID.matcher(bare).matches()) {
                return bare.toLowerCase(Locale.ROOT);
            }
        }
        in.fault("is no uuid");
        return null;
    }

    /// A description without code, which must not be kept; empty for none, and null when it is not
    /// told.
    static @Nullable String prose(Fields in) throws IOException {
        if (in.isNull()) {
            return "";
        }
        var text = in.passingText();
        return text == null ? null : Markdown.withoutCode(text);
    }

    /// The address in an object that holds a link; null when it is absent.
    static @Nullable String link(Fields in) throws IOException {
        String address = null;
        if (in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "href" -> address = in.link();
                    default -> in.skip();
                }
            }
        }
        return address;
    }
}
