package dev.turnaround.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts the values of `${NAME}` and `file:/path` where they are written.
///
/// What comes out is never looked at again: a `${` inside a password stays as it is.
final class References {
    // Kubernetes and Docker allow no secret above 1 MB and 500 KB; keys and tokens are far smaller.
    private static final int FILE_BYTES_MAX = 64 * 1024;
    private static final String FILE = "file:";
    private static final Pattern VARIABLE = Pattern.compile("\\$(\\$)?\\{([^}]*)(}?)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Map<String, String> environment;
    private final Set<String> used = new TreeSet<>();

    References(Map<String, String> environment) {
        this.environment = environment;
    }

    /// What became of a text with references in it.
    sealed interface Resolved {
        /// No reference was in it, so that it may be shown.
        record Literal(String text) implements Resolved {}

        /// A reference was in it, so that it may be secret.
        record Replaced(String text) implements Resolved {}

        /// It refers to a variable that is not set.
        record Unset(String variable) implements Resolved {}

        /// The reference cannot be followed; `expected` completes the sentence "expected …".
        record Broken(String expected) implements Resolved {}
    }

    /// The variables that some text refers to.
    Set<String> used() {
        return used;
    }

    Resolved resolve(String text) {
        if (text.startsWith(FILE)) {
            return fromFile(text);
        }
        return text.contains("${") ? fromEnvironment(text) : new Resolved.Literal(text);
    }

    private Resolved fromEnvironment(String text) {
        var result = new StringBuilder();
        var matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                // "$${" is how a literal "${" is written.
                var rest = matcher.group().substring(1);
                matcher.appendReplacement(result, Matcher.quoteReplacement(rest));
                continue;
            }
            var name = matcher.group(2);
            if (matcher.group(3).isEmpty() || !NAME.matcher(name).matches()) {
                return new Resolved.Broken(
                        "a reference of the form ${NAME} ($${ for a literal ${)");
            }
            used.add(name);
            var value = environment.get(name);
            if (value == null) {
                return new Resolved.Unset(name);
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        return new Resolved.Replaced(matcher.appendTail(result).toString());
    }

    Resolved fromFile(String reference) {
        var name = reference.substring(FILE.length()).replaceFirst("^//(?=/)", "");
        try {
            var path = Path.of(name);
            if (!path.isAbsolute()) {
                return new Resolved.Broken("an absolute path after file:");
            }
            return read(path);
        } catch (InvalidPathException _) {
            return new Resolved.Broken("an absolute path after file:");
        } catch (CharacterCodingException _) {
            return new Resolved.Broken("the file " + name + " to be UTF-8 text");
        } catch (IOException _) {
            return new Resolved.Broken("the file " + name + " to exist and be readable");
        }
    }

    private static Resolved read(Path path) throws IOException {
        try (var input = Files.newInputStream(path)) {
            var bytes = input.readNBytes(FILE_BYTES_MAX + 1);
            if (bytes.length > FILE_BYTES_MAX) {
                return new Resolved.Broken("the file " + path + " to be at most 64 KB");
            }
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return new Resolved.Replaced(text.replaceFirst("\\r?\\n\\z", ""));
        }
    }
}
