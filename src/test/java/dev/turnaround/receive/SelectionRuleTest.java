package dev.turnaround.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a selection wants, and what it remembers of it.
class SelectionRuleTest {
    private final List<Selection.Bond> remembered = new ArrayList<>();

    private Selection of(Selection.Rule rule) {
        return new Selection(
                rule,
                List.copyOf(remembered),
                bond -> {
                    remembered.add(bond);
                    return Future.succeededFuture();
                });
    }

    private static Selection.Rule listed(String... names) {
        return new Selection.Rule(List.of(names), List.of(), List.of(), false);
    }

    private static Selection.Rule all(List<String> owners, List<String> except) {
        return new Selection.Rule(null, owners, except, false);
    }

    private static Repository repository(String id, String name) {
        return new Repository(id, new Stamped<>(name, Instant.EPOCH));
    }

    @Test
    void one_that_was_chosen_goes_on_by_identity_in_the_next_process_too() {
        assertThat(of(listed("Acme/Web")).wants(repository("1", "acme/web"))).isTrue();
        var later = of(listed("acme/web"));
        assertThat(later.wants(repository("1", "beta/site"))).isTrue();
        assertThat(later.wants(repository("2", "beta/site"))).isFalse();
    }

    @Test
    void what_a_name_meant_is_not_wanted_when_the_name_is_taken_off_the_list() {
        of(listed("acme/web")).wants(repository("1", "acme/web"));
        assertThat(of(listed("acme/api")).wants(repository("1", "acme/web"))).isFalse();
        assertThat(of(listed()).wants(repository("1", "acme/web"))).isFalse();
    }

    @Test
    void one_that_is_left_out_stays_out_when_it_is_renamed() {
        of(all(List.of(), List.of("acme/web"))).wants(repository("1", "acme/web"));
        var later = of(all(List.of(), List.of("acme/web")));
        assertThat(later.wants(repository("1", "acme/site"))).isFalse();
        assertThat(later.wants(repository("2", "acme/site"))).isTrue();
        assertThat(later.wants(null)).isFalse();
    }

    @Test
    void of_an_owner_are_all_below_it_and_what_it_gave_away() {
        var acme = of(all(List.of("Acme"), List.of()));
        assertThat(acme.wants(repository("1", "acme/web"))).isTrue();
        assertThat(acme.wants(repository("2", "acme/team/web"))).isTrue();
        assertThat(acme.wants(repository("3", "acmes/web"))).isFalse();
        assertThat(of(all(List.of("acme"), List.of())).wants(repository("1", "beta/web"))).isTrue();
        assertThat(of(all(List.of("acme"), List.of())).wants(repository("9", "beta/web")))
                .isFalse();
    }

    @Test
    void names_that_are_exact_in_case_are_compared_so() {
        var rule = new Selection.Rule(List.of("acme/Team/web"), List.of(), List.of(), true);
        assertThat(of(rule).wants(repository("1", "acme/team/web"))).isFalse();
        assertThat(of(rule).wants(repository("1", "acme/Team/web"))).isTrue();
    }

    @Test
    void what_cannot_be_remembered_is_tried_again() {
        var tries = new ArrayList<Selection.Bond>();
        var selection =
                new Selection(
                        listed("acme/web"),
                        List.of(),
                        bond -> {
                            tries.add(bond);
                            return Future.failedFuture("away");
                        });
        assertThat(selection.wants(repository("1", "acme/web"))).isTrue();
        assertThat(selection.wants(repository("1", "acme/web"))).isTrue();
        assertThat(tries).hasSize(2);
    }
}
