package dev.turnaround.provider.github;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.turnaround.provider.json.Text;
import dev.turnaround.provider.json.Unreadable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A part of an API's answer, read strictly: what is not as documented is refused with its path,
/// never with its content.
///
/// A tree, where webhooks are read as a stream: a query asks for nothing that may not be held, and
/// each item of a page must be readable when another is not.
///
/// @param path where it stands in the answer
record Tree(JsonNode node, String path) {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /// A whole answer.
    static Tree of(byte[] json) throws Unreadable {
        try {
            var node = MAPPER.reader().readTree(json);
            if (node == null || !node.isContainerNode()) {
                throw new Unreadable("the answer is neither object nor list");
            }
            return new Tree(node, "");
        } catch (JacksonException malformed) {
            // Jackson's own message would quote the answer.
            throw new Unreadable("the answer is no JSON");
        } catch (IOException impossible) {
            throw new IllegalStateException("an array of bytes can be read", impossible);
        }
    }

    /// What stands under a name; absent when there is nothing, or this is no object.
    Tree at(String name) {
        return new Tree(node.path(name), path.isEmpty() ? name : path + "." + name);
    }

    /// Whether it is not there, or null.
    boolean absent() {
        return node.isMissingNode() || node.isNull();
    }

    /// Whether it is there, and not null.
    boolean present() {
        return !absent();
    }

    /// The elements of the list.
    List<Tree> list() throws Unreadable {
        if (!node.isArray()) {
            throw new Unreadable(path + " is no list");
        }
        var elements = new ArrayList<Tree>(node.size());
        for (var at = 0; at < node.size(); at++) {
            elements.add(new Tree(node.get(at), path + "." + at));
        }
        return elements;
    }

    /// A numeric identity. GraphQL writes those that need 64 bits as a text:
    /// <https://docs.github.com/en/graphql/reference/scalars#bigint>
    long id() throws Unreadable {
        var value =
                node.isTextual()
                        ? parsed(node.textValue())
                        : node.isIntegralNumber() ? node.longValue() : 0;
        if (value <= 0) {
            throw new Unreadable(path + " is no identity");
        }
        return value;
    }

    private static long parsed(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /// A count; null when it is absent or makes no sense.
    @Nullable Long count() {
        return node.isIntegralNumber() && node.longValue() >= 0 ? (Long) node.longValue() : null;
    }

    /// A short text, made fit to be stored.
    String text() throws Unreadable {
        return Text.clean(passing());
    }

    /// A text that is looked at and then forgotten, or sent back as it is.
    String passing() throws Unreadable {
        if (!node.isTextual()) {
            throw new Unreadable(path + " is no text");
        }
        return node.textValue();
    }

    /// The hash of a commit.
    String hash() throws Unreadable {
        if (!node.isTextual() || !HASH.matcher(node.textValue()).matches()) {
            throw new Unreadable(path + " is no hash");
        }
        return node.textValue();
    }

    /// An address that becomes a link on a page; null when it has another scheme than the web's.
    @Nullable String link() throws Unreadable {
        var link = text();
        return link.startsWith("https://") || link.startsWith("http://") ? link : null;
    }

    Instant time() throws Unreadable {
        var time = node.isTextual() ? Times.parse(node.textValue()) : null;
        if (time == null) {
            throw new Unreadable(path + " is no time");
        }
        return time;
    }

    /// A moment; null when there is none.
    @Nullable Instant timeIfAny() throws Unreadable {
        return absent() ? null : time();
    }

    boolean flag() throws Unreadable {
        if (!node.isBoolean()) {
            throw new Unreadable(path + " is neither true nor false");
        }
        return node.booleanValue();
    }

    /// The bytes of an object, for a reader of its own.
    byte[] bytes() {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JacksonException impossible) {
            throw new IllegalStateException("a tree can be written", impossible);
        }
    }
}
