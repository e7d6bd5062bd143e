package dev.turnaround.provider.jira;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.Change;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.provider.Api;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.ReadingText;
import dev.turnaround.provider.Subject;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Answers as the two products give them, and what is read from them.
///
/// `-Dgolden.write=true` writes what is read; read it.
class JiraAnswersTest {
    private static final Path CASES =
            Path.of("src/test/resources/dev/turnaround/provider/jira/api");
    private static final Instant SINCE = Instant.parse("2026-03-01T00:00:00Z");
    private static final Repository ENG = new Repository("10020", new Stamped<>("ENG", SINCE));

    /// Among others: a status that is in no list, a change without an author, times as numbers and
    /// as texts, and three issues that cannot be read.
    @Test
    void answers_of_cloud_are_read() throws IOException {
        check("cloud", asking -> asking.cloud("t"));
    }

    /// Among others: a user name in a change, an old key, an estimate in points, and a list of
    /// changes that is not whole.
    @Test
    void answers_of_data_center_are_read() throws IOException {
        check("data-center", asking -> asking.dataCenter("t"));
    }

    @Test
    void nothing_of_bodies_and_code_is_in_what_is_read() throws IOException {
        assertThat(expected("cloud") + expected("data-center"))
                .doesNotContainIgnoringCase("canary");
    }

    private static void check(String name, Function<Asking, Api> open) throws IOException {
        var told = told(name, open);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(CASES.resolve(name).resolve("told.txt"), told);
        }
        assertThat(told).isEqualTo(expected(name));
    }

    private static String expected(String name) throws IOException {
        return Files.readString(CASES.resolve(name).resolve("told.txt"));
    }

    private static String told(String name, Function<Asking, Api> open) {
        try (var asking = new Asking((request, _, _) -> recorded(CASES.resolve(name), request))) {
            return text(open.apply(asking).changed(Subject.ISSUES, ENG, SINCE, null));
        }
    }

    private static ApiReply recorded(Path folder, ApiRequest request) {
        var file = folder.resolve(request.path().substring(1).replace('/', '.') + ".json");
        try {
            return Files.exists(file)
                    ? ApiReply.json(200, Files.readString(file))
                    : new ApiReply(404, Map.of(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Page<Change> page) {
        var text = new StringBuilder();
        page.items().forEach(change -> text.append(ReadingText.of(change)).append('\n'));
        page.flaws()
                .forEach(flaw ->
                        text.append("flaw: ")
                                .append(flaw.item())
                                .append(", ")
                                .append(flaw.reason())
                                .append('\n'));
        return text + "total: " + page.total() + "\n";
    }
}
