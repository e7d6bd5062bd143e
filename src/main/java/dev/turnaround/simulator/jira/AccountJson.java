package dev.turnaround.simulator.jira;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Uuids;
import org.jspecify.annotations.Nullable;

/// Accounts as Jira Cloud writes them, without an e-mail address.
final class AccountJson {
    private static final int ID_CHARS = 24;

    private AccountJson() {}

    static String id(Person person) {
        return Uuids.of("account", person.id()).toString().replace("-", "").substring(0, ID_CHARS);
    }

    /// The account as Data Center writes it: with a key that stays and a name to sign in with.
    static ObjectNode dataCenter(JiraSite site, Person person) {
        return Json.object()
                .put("self", site.address() + "/rest/api/2/user?username=" + person.login())
                .put("name", person.login())
                .put("key", key(person))
                .put("displayName", person.login())
                .put("active", true)
                .put("timeZone", JiraIssue.ZONE.getId());
    }

    static String key(Person person) {
        return "JIRAUSER" + person.id();
    }

    static @Nullable ObjectNode nullable(JiraSite site, @Nullable Person person) {
        return person == null ? null : of(site, person);
    }

    static ObjectNode of(JiraSite site, Person person) {
        site.meet(id(person), person);
        return Json.object()
                .put("self", site.address() + "/rest/api/2/user?accountId=" + id(person))
                .put("accountId", id(person))
                .put("displayName", person.login())
                .put("active", true)
                .put("timeZone", JiraIssue.ZONE.getId())
                .put(
                        "accountType",
                        switch (person.kind()) {
                            case USER -> "atlassian";
                            case BOT -> "app";
                        });
    }
}
