package dev.turnaround;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.provider.Provider;
import dev.turnaround.provider.Way;
import dev.turnaround.provider.bitbucket.Bitbucket;
import dev.turnaround.provider.github.GitHub;
import dev.turnaround.provider.gitlab.GitLab;
import dev.turnaround.provider.jira.Jira;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The ways to sign in, as forms and the README show them.
class WaysTest {
    private static final Map<String, Provider> PROVIDERS = new LinkedHashMap<>();

    static {
        PROVIDERS.put("GitHub", new GitHub());
        PROVIDERS.put("GitLab", new GitLab());
        PROVIDERS.put("Bitbucket", new Bitbucket());
        PROVIDERS.put("Jira", new Jira());
    }

    private static String row(String provider, Way way) {
        var give =
                way.fields().stream()
                        .map(field -> "`" + field.key() + "`" + (field.required() ? "" : "?"))
                        .collect(joining(", "));
        var rights =
                way.rights().stream()
                        .map(right -> "**" + right.name() + "**: " + right.reason())
                        .collect(joining("; "));
        return "| " + provider + " | " + way.title() + " | " + give + " | " + rights + " |";
    }

    @Test
    void the_readme_shows_each_way_with_each_right_and_its_reason() throws IOException {
        var table =
                PROVIDERS.entrySet().stream()
                        .flatMap(one ->
                                one.getValue().ways().stream().map(way -> row(one.getKey(), way)))
                        .collect(joining("\n"));

        assertThat(Files.readString(Path.of("README.md"))).contains(table);
    }

    @Test
    void a_form_can_be_made_of_each_way() {
        for (var provider : PROVIDERS.values()) {
            var ids = new HashSet<String>();
            for (var way : provider.ways()) {
                assertThat(ids.add(way.id())).as(way.id()).isTrue();
                assertThat(way.rights()).isNotEmpty();
                assertThat(way.fields()).isNotEmpty().allMatch(field -> !field.help().isBlank());
                assertThat(way.fields()).filteredOn(Way.Field::secret).hasSize(1);
                assertThat(way.consent()).isEqualTo(way.id().equals("oauth"));
            }
        }
    }
}
