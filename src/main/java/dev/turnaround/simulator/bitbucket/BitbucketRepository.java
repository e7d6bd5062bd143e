package dev.turnaround.simulator.bitbucket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Uuids;
import dev.turnaround.simulator.WebhookRequest;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A repository of a workspace. Numbers of pull requests are its own.
public final class BitbucketRepository {
    private final BitbucketWorkspace workspace;
    private final long id;
    private final String slug;
    private final String name;
    private final NavigableMap<Integer, BitbucketPullRequest> pulls = new TreeMap<>();
    private int lastNumber;

    BitbucketRepository(
            BitbucketWorkspace workspace, long id, String slug, String name, int lastNumber) {
        this.workspace = workspace;
        this.id = id;
        this.slug = slug;
        this.name = name;
        this.lastNumber = lastNumber;
    }

    /// A pull request that is written but not yet created.
    public BitbucketPullRequest pullRequest(
            Person author, String title, String description, String branch) {
        var pull = new BitbucketPullRequest(this, ++lastNumber, author, title, description, branch);
        pulls.put(pull.number(), pull);
        return pull;
    }

    /// `workspace/slug`.
    public String fullName() {
        return workspace.slug() + "/" + slug;
    }

    /// Its identity, in braces.
    public String uuid() {
        return "{" + Uuids.of("repository", id) + "}";
    }

    String slug() {
        return slug;
    }

    /// Those that have been created, from the newest on.
    Stream<BitbucketPullRequest> pullRequests() {
        return pulls.descendingMap().values().stream().filter(BitbucketPullRequest::exists);
    }

    /// The one with a number, if it has been created.
    @Nullable BitbucketPullRequest pullRequest(int number) {
        var pull = pulls.get(number);
        return pull == null || !pull.exists() ? null : pull;
    }

    BitbucketWorkspace workspace() {
        return workspace;
    }

    long id() {
        return id;
    }

    String page() {
        return "https://bitbucket.org/" + fullName();
    }

    String url() {
        return "https://api.bitbucket.org/2.0/repositories/" + fullName();
    }

    WebhookRequest deliver(String eventKey, Person actor, ObjectNode payload) {
        payload.set("repository", outside());
        payload.set("actor", AccountJson.of(actor));
        return workspace.hook().deliver(eventKey, Json.bytes(payload));
    }

    /// As it stands in `source` and `destination`.
    ObjectNode inside() {
        var json = Json.object();
        json.put("type", "repository").put("full_name", fullName());
        var links = json.putObject("links");
        links.putObject("self").put("href", url());
        links.putObject("html").put("href", page());
        links.putObject("avatar").put("href", "https://bytebucket.org/ravatar/" + id);
        return json.put("name", name).put("uuid", uuid());
    }

    /// As it stands alone.
    ObjectNode outside() {
        var json = inside();
        json.put("scm", "git").putNull("website");
        json.set("owner", workspace.owner());
        json.set("workspace", workspace.json());
        json.put("is_private", true);
        json.putObject("project")
                .put("type", "project")
                .put("key", "SHOP")
                .put("uuid", "{" + Uuids.of("project", workspace.id()) + "}")
                .put("name", "Shop");
        return json.putNull("parent");
    }
}
