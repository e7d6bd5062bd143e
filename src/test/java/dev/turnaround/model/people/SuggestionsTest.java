package dev.turnaround.model.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.turnaround.model.Account;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    private static final UUID OMAR = new UUID(0, 1);

    private static Profile profile(
            String account,
            String login,
            @Nullable String name,
            @Nullable String email,
            @Nullable UUID person) {
        return new Profile(Account.parse(account), login, name, email, false, person);
    }

    @Test
    void the_same_login_elsewhere_in_any_case_suggests_whose_it_is() {
        var found =
                Suggestions.of(
                        List.of(
                                profile("hub:102", "O.Haddad", null, null, OMAR),
                                profile("lab:7", "o.haddad", null, null, null)));
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().account()).isEqualTo(Account.parse("lab:7"));
        assertThat(found.getFirst().person()).isEqualTo(OMAR);
        assertThat(found.getFirst().reasons()).containsExactly(Reason.LOGIN);
    }

    @Test
    void several_reasons_say_more_than_one() {
        var found =
                Suggestions.of(
                        List.of(
                                profile("hub:1", "omar", "Omár Haddad", "o@acme.test", OMAR),
                                profile("lab:1", "omar", "haddad omar", "O@acme.test ", null),
                                profile("lab:2", "someone", "Omar Haddad", null, null)));
        assertThat(found)
                .extracting(one -> one.account().word(), Suggestion::confidence)
                .containsExactly(tuple("lab:1", 99), tuple("lab:1", 50), tuple("lab:2", 50));
        assertThat(found.getFirst().reasons())
                .containsExactlyInAnyOrder(Reason.EMAIL, Reason.LOGIN, Reason.NAME);
    }

    @Test
    void two_that_nobody_knows_are_told_once() {
        var found =
                Suggestions.of(
                        List.of(
                                profile("lab:7", "mia", null, null, null),
                                profile("hub:101", "mia", null, null, null)));
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().account()).isEqualTo(Account.parse("hub:101"));
        assertThat(found.getFirst().other()).isEqualTo(Account.parse("lab:7"));
        assertThat(found.getFirst().person()).isNull();
    }

    @Test
    void neither_bots_nor_numbers_in_place_of_logins_nor_what_everybody_is_called_says_anything() {
        var profiles = new ArrayList<Profile>();
        profiles.add(profile("hub:12", "#12", null, null, null));
        profiles.add(profile("lab:12", "#12", null, null, null));
        for (var i = 0; i < 9; i++) {
            profiles.add(profile("site" + i + ":1", "admin", null, null, null));
        }
        profiles.add(new Profile(Account.parse("hub:9"), "lint", null, null, true, null));
        profiles.add(new Profile(Account.parse("lab:9"), "lint", null, null, true, null));
        assertThat(Suggestions.of(profiles)).isEmpty();
    }

    @Test
    void the_order_of_profiles_means_nothing() {
        var profiles = new ArrayList<Profile>();
        for (var i = 0; i < 20; i++) {
            profiles.add(
                    profile(
                            "site" + i % 3 + ":" + i,
                            "login" + i % 5,
                            "Name " + i % 4,
                            null,
                            i % 6 == 0 ? new UUID(0, i) : null));
        }
        var expected = Suggestions.of(profiles);
        assertThat(expected).isNotEmpty();
        Collections.shuffle(profiles, new Random(1));
        assertThat(Suggestions.of(profiles)).isEqualTo(expected);
    }
}
