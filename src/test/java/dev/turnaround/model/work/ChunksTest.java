package dev.turnaround.model.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.work.Chunks.Chunk;
import dev.turnaround.model.work.Chunks.Link;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What of a superchunk is connected and one contributor's.
class ChunksTest {
    private final TreeMap<String, @Nullable String> whose = new TreeMap<>();

    private void item(String name, @Nullable String contributor) {
        whose.put(name, contributor);
    }

    @Test
    void items_of_one_contributor_are_a_chunk_only_where_they_are_connected() {
        item("a", "mia");
        item("b", "mia");
        item("c", "omar");
        item("d", "mia");

        assertThat(
                        Chunks.of(
                                whose,
                                List.of(
                                        new Link<>("a", "b"),
                                        new Link<>("b", "c"),
                                        new Link<>("c", "d"))))
                .containsExactly(
                        new Chunk<>("mia", List.of("a", "b")),
                        new Chunk<>("mia", List.of("d")),
                        new Chunk<>("omar", List.of("c")));
    }

    @Test
    void what_is_nobodys_connects_what_it_is_tied_to_and_is_in_the_chunk_of_each() {
        item("a", "mia");
        item("b", "omar");
        item("c", "mia");
        item("issue", null);

        assertThat(
                        Chunks.of(
                                whose,
                                List.of(
                                        new Link<>("a", "issue"),
                                        new Link<>("b", "issue"),
                                        new Link<>("c", "issue"))))
                .containsExactly(
                        new Chunk<>("mia", List.of("a", "c", "issue")),
                        new Chunk<>("omar", List.of("b", "issue")));
    }

    @Test
    void what_is_nobodys_is_no_chunk_of_its_own() {
        item("issue", null);
        item("a", "mia");

        assertThat(Chunks.of(whose, List.of())).containsExactly(new Chunk<>("mia", List.of("a")));
    }

    @Test
    void a_link_that_leads_elsewhere_is_left_alone() {
        item("a", "mia");

        assertThat(Chunks.of(whose, List.of(new Link<>("a", "far away"))))
                .containsExactly(new Chunk<>("mia", List.of("a")));
    }
}
