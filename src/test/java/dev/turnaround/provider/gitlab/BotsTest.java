package dev.turnaround.provider.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BotsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "project_5001_bot",
                "project_5001_bot1",
                "project_5001_bot_4ffca233d8298ea1",
                "group_7_bot_0a1b",
                "service_account_group_7_0a1b",
                "GitLab-Security-Bot",
                "GitLabDuo",
                "renovate-bot",
            })
    void the_names_of_bots_tell(String username) {
        assertThat(Bots.is(username)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mia", "abbot", "robot", "project_bot", "group_7_botany", "bot"})
    void people_may_have_bots_in_their_names(String username) {
        assertThat(Bots.is(username)).isFalse();
    }
}
