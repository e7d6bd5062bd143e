package dev.turnaround.simulator.bitbucket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.Uuids;
import java.util.ArrayList;
import java.util.List;

/// A workspace with one webhook over all its repositories.
public final class BitbucketWorkspace {
    private final long id;
    private final String slug;
    private final BitbucketHook hook;
    private final List<BitbucketRepository> repositories = new ArrayList<>();
    private long lastRepository;
    private long lastComment = 512_880_300L;

    /// A workspace without repositories.
    public BitbucketWorkspace(long id, String slug, BitbucketHook hook) {
        this.id = id;
        this.slug = slug;
        this.hook = hook;
        this.lastRepository = id;
    }

    /// A new repository.
    ///
    /// @param lastNumber how many pull requests it has had so far
    public BitbucketRepository repository(String repositorySlug, String name, int lastNumber) {
        lastRepository += 77;
        var repository =
                new BitbucketRepository(this, lastRepository, repositorySlug, name, lastNumber);
        repositories.add(repository);
        return repository;
    }

    List<BitbucketRepository> repositories() {
        return repositories;
    }

    long id() {
        return id;
    }

    String slug() {
        return slug;
    }

    BitbucketHook hook() {
        return hook;
    }

    /// One series for all comments on the site.
    long nextComment() {
        return lastComment += 19;
    }

    ObjectNode json() {
        var json = Json.object();
        json.put("type", "workspace").put("uuid", uuid()).put("name", slug).put("slug", slug);
        json.putObject("links")
                .putObject("html")
                .put("href", "https://bitbucket.org/" + slug + "/");
        return json;
    }

    ObjectNode owner() {
        return Json.object()
                .put("display_name", slug)
                .put("type", "team")
                .put("uuid", uuid())
                .put("username", slug);
    }

    String uuid() {
        return "{" + Uuids.of("workspace", id) + "}";
    }
}
