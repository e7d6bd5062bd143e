package dev.turnaround.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// Whatever happens to a file, the answer is settings or a list of problems, never another
/// exception.
class DamagedFileTest {
    private static final String FULL = read("full.yaml");

    @Property(tries = 500)
    void a_damaged_file_is_read_or_refused(
            @ForAll @IntRange(max = 1500) int at,
            @ForAll @IntRange(max = 20) int cut,
            @ForAll("splinters") String splinter)
            throws IOException {
        var begin = Math.min(at, FULL.length());
        var end = Math.min(begin + cut, FULL.length());
        var file = Files.createTempFile("damaged", ".yaml");
        try {
            Files.writeString(file, FULL.substring(0, begin) + splinter + FULL.substring(end));
            assertThat(problems(file))
                    .allSatisfy(problem -> assertThat(problem.expected()).isNotBlank());
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<String> splinters() {
        var syntax =
                List.of(
                        "{", "}", "[", "]", ":", " ", "\n", "- ", "? ", "&a ", "*a", "${", "'",
                        "\"", "|", "\t");
        return Arbitraries.oneOf(
                Arbitraries.of(syntax).list().ofMaxSize(8).map(parts -> String.join("", parts)),
                Arbitraries.strings().ofMaxLength(5));
    }

    private static List<Problem> problems(Path file) {
        try {
            new SettingsReader(FileCasesTest.PROVIDERS, FileCasesTest.ENVIRONMENT).read(file);
            return List.of();
        } catch (InvalidSettings e) {
            assertThat(e.problems()).isNotEmpty();
            return e.problems();
        }
    }

    private static String read(String name) {
        try {
            return Files.readString(FileCasesTest.CASES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
