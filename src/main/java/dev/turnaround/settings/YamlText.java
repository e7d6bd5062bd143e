package dev.turnaround.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.reader.ReaderException;

/// A file's text as YAML nodes, or the reason why it is none.
final class YamlText {
    private static final int BYTES_MAX = 1024 * 1024;
    private static final int DEPTH_MAX = 20;

    // Inside braces YAML ends a plain text at the next brace, so that `{ token: ${NAME} }`, which
    // everybody writes,
    // would be a syntax error. Each brace of a reference gives way, before parsing, to one
    // character of the private
    // use area, so that lines and columns stay right.
    private static final char OPEN = '\uE000';
    private static final char CLOSE = '\uE001';
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^{}\"'\\n]*)}");

    private final String file;

    YamlText(String file) {
        this.file = file;
    }

    /// The root node; null for a file that says nothing.
    @Nullable Node read(Path path) throws InvalidSettings {
        byte[] bytes;
        try (var input = Files.newInputStream(path)) {
            bytes = input.readNBytes(BYTES_MAX + 1);
        } catch (IOException _) {
            throw refused(new Place.WholeFile(file), "a file that exists and can be read");
        }
        if (bytes.length > BYTES_MAX) {
            throw refused(new Place.WholeFile(file), "at most 1 MB");
        }
        return parse(decoded(bytes));
    }

    /// The root node of a text; null when it says nothing.
    @Nullable Node read(String text) throws InvalidSettings {
        return parse(text);
    }

    /// The text of a scalar as it was written.
    static String text(ScalarNode scalar) {
        return scalar.getValue().replace(OPEN, '{').replace(CLOSE, '}');
    }

    private String decoded(byte[] bytes) throws InvalidSettings {
        var input = ByteBuffer.wrap(bytes);
        try {
            return UTF_8.newDecoder().decode(input).toString();
        } catch (CharacterCodingException _) {
            var line = 1;
            for (var i = 0; i < input.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw refused(new Place.Line(file, line), "text in UTF-8");
        }
    }

    private @Nullable Node parse(String text) throws InvalidSettings {
        var shielded = REFERENCE.matcher(text).replaceAll("\\$" + OPEN + "$1" + CLOSE);
        var options = new LoaderOptions();
        options.setNestingDepthLimit(DEPTH_MAX + 1);
        var yaml = new Yaml(options);
        try {
            // Events first: they say the line of an alias or of too much nesting, which composing
            // does not.
            var depth = 0;
            for (var event : yaml.parse(new StringReader(shielded))) {
                depth += depthChange(event);
                refuseBombs(event, depth);
            }
            return yaml.compose(new StringReader(shielded));
        } catch (MarkedYAMLException e) {
            throw refused(place(e.getProblemMark()), "valid YAML: " + finding(e));
        } catch (ReaderException e) {
            var read = shielded.codePoints().limit(Math.max(0, e.getPosition()));
            var line = 1 + (int) read.filter(character -> character == '\n').count();
            throw refused(new Place.Line(file, line), "text without control characters");
        } catch (YAMLException _) {
            throw refused(new Place.WholeFile(file), "valid YAML");
        }
    }

    private static int depthChange(Event event) {
        if (event instanceof CollectionStartEvent) {
            return 1;
        }
        return event instanceof CollectionEndEvent ? -1 : 0;
    }

    private void refuseBombs(Event event, int depth) throws InvalidSettings {
        if (event instanceof AliasEvent) {
            throw refused(
                    place(event.getStartMark()),
                    "every value written out: aliases (*name) are not supported");
        }
        if (depth > DEPTH_MAX) {
            throw refused(
                    place(event.getStartMark()), "at most " + DEPTH_MAX + " levels of nesting");
        }
    }

    /// The parser's finding without its excerpt of the file, which may show a secret.
    private static String finding(MarkedYAMLException e) {
        var context = e.getContext() == null ? "" : e.getContext() + since(e) + ", ";
        var problem = e.getProblem() == null ? "it is not" : e.getProblem();
        return (context + problem).replace(OPEN, '{').replace(CLOSE, '}').replaceAll("\\s+", " ");
    }

    /// Where it began: a quote that is never closed is found out at the end of the file only.
    private static String since(MarkedYAMLException e) {
        var begin = e.getContextMark();
        var end = e.getProblemMark();
        return begin == null || end == null || begin.getLine() == end.getLine()
                ? ""
                : " that begins on line " + (begin.getLine() + 1);
    }

    private Place place(@Nullable Mark mark) {
        return mark == null ? new Place.WholeFile(file) : new Place.Line(file, mark.getLine() + 1);
    }

    private static InvalidSettings refused(Place place, String expected) {
        return new InvalidSettings(List.of(new Problem(place, "", expected)));
    }
}
