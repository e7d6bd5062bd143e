package dev.turnaround.simulator.bitbucket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Uuids;
import org.jspecify.annotations.Nullable;

/// Accounts as Bitbucket writes them: no login, no e-mail address.
final class AccountJson {
    private AccountJson() {}

    static @Nullable ObjectNode nullable(@Nullable Person person) {
        return person == null ? null : of(person);
    }

    static ObjectNode of(Person person) {
        var uuid = "{" + Uuids.of("user", person.id()) + "}";
        var json = Json.object();
        json.put("display_name", person.login());
        var links = json.putObject("links");
        links.putObject("self").put("href", "https://api.bitbucket.org/2.0/users/" + uuid);
        links.putObject("html").put("href", "https://bitbucket.org/" + uuid + "/");
        json.put(
                "type",
                switch (person.kind()) {
                    case USER -> "user";
                    case BOT -> "app_user";
                });
        json.put("uuid", uuid).put("account_id", "712020:" + Uuids.of("account", person.id()));
        return json.put("nickname", person.login());
    }
}
