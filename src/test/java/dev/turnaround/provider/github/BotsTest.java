package dev.turnaround.provider.github;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BotsTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "dependabot[bot], Bot, true",
                "dependabot[bot], -, true",
                "Dependabot[BOT], User, true",
                "some-app, Bot, true",
                "Copilot, Bot, true",
                "Copilot, User, true",
                "copilot-pull-request-reviewer, -, true",
                "CLAassistant, User, true",
                "codecov-commenter, User, true",
                "mia, User, false",
                "abbot, User, false",
                "copilot2, User, false",
                "acme, Organization, false",
                "someone-imported, Mannequin, false",
                "mia, -, false"
            })
    void bots_are_told_by_type_suffix_or_name(String login, String type, boolean bot) {
        assertThat(Bots.is(login, type)).isEqualTo(bot);
    }
}
