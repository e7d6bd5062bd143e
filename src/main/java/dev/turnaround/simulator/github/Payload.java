package dev.turnaround.simulator.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is around the object that a delivery is about: repository, organisation, sender.
final class Payload {
    static final String API = "https://api.github.com";
    static final String SITE = "https://github.com";

    private Payload() {}

    static ObjectNode object() {
        return Json.object();
    }

    static byte[] bytes(ObjectNode payload) {
        return Json.bytes(payload);
    }

    static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    static ObjectNode around(ObjectNode payload, GitHubRepository repository, Person sender) {
        payload.set("repository", RepositoryJson.outside(repository));
        payload.set("organization", AccountJson.organization(repository.owner()));
        payload.set("sender", AccountJson.person(sender));
        return payload;
    }

    static ObjectNode ping(GitHubRepository repository, Person sender) {
        var owner = repository.owner();
        var hooks = API + "/orgs/" + owner.login() + "/hooks/" + owner.hook().id();
        var payload = object();
        payload.put("zen", "Small pull requests are read by somebody.");
        payload.put("hook_id", owner.hook().id());
        var hook = payload.putObject("hook");
        hook.put("type", "Organization").put("id", owner.hook().id()).put("name", "web");
        hook.put("active", true);
        hook.putArray("events")
                .add("issue_comment")
                .add("pull_request")
                .add("pull_request_review")
                .add("pull_request_review_comment")
                .add("repository");
        hook.putObject("config")
                .put("content_type", "json")
                .put("insecure_ssl", "0")
                .put("secret", "********")
                .put("url", "https://turnaround.example.com/webhooks/" + owner.login());
        hook.put("updated_at", time(repository.createdAt()));
        hook.put("created_at", time(repository.createdAt()));
        hook.put("url", hooks).put("ping_url", hooks + "/pings");
        hook.put("deliveries_url", hooks + "/deliveries");
        return around(payload, repository, sender);
    }
}
