package dev.turnaround.simulator.gitlab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.Person;

/// Accounts as GitLab writes them. What an account is, only its name tells.
final class AccountJson {
    private AccountJson() {}

    static ObjectNode of(Person person) {
        return Json.object()
                .put("id", person.id())
                .put("name", person.login())
                .put("username", username(person))
                .put("avatar_url", GitLabGroup.SITE + "/uploads/user/avatar/" + person.id())
                .put("email", "[REDACTED]");
    }

    /// Bots are users of a project or a group, and named so:
    /// <https://docs.gitlab.com/user/project/settings/project_access_tokens/#bot-users-for-projects>
    static String username(Person person) {
        return switch (person.kind()) {
            case USER -> person.login();
            case BOT -> "group_" + person.id() + "_bot_5e1f09d2c3";
        };
    }
}
