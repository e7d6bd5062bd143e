package dev.turnaround.stream;

import dev.turnaround.contract.Json;
import dev.turnaround.contract.TargetJson;
import dev.turnaround.model.PullRequest;
import dev.turnaround.store.Directories;
import dev.turnaround.store.Directory;
import dev.turnaround.store.Reading;
import dev.turnaround.store.StreamEvent;
import dev.turnaround.store.StreamLog;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells subscribers when a pull request becomes late, and when it no longer is.
///
/// That one is late is stored nowhere: it follows from where it stands, from what was agreed on,
/// and from the time. So nothing can be missed over a restart; and what is told has no id, because
/// nobody resumes from it: who comes is told all that is late.
///
/// Each event of the log says when its pull request becomes late. The first of them is preceded by
/// a look at all that is open, and so is every change to what was agreed on. Whose time has come is
/// looked up once a second.
///
/// Used on one event loop.
final class LateNews {
    private static final Logger LOG = LoggerFactory.getLogger(LateNews.class);

    private final Context context;
    private final Reading reading;
    private final Directories directories;
    private final InstantSource clock;
    private final Map<String, Awaited> awaited = new HashMap<>();
    private final Map<Filter, Map<String, Awaited>> told = new HashMap<>();
    private final Set<Filter> begun = new HashSet<>();
    private final List<StreamLog.Entry> heard = new ArrayList<>();
    private @Nullable Directory known;
    private boolean looking;

    LateNews(Context context, Reading reading, Directories directories, InstantSource clock) {
        this.context = context;
        this.reading = reading;
        this.directories = directories;
        this.clock = clock;
    }

    /// A pull request that is or becomes late.
    ///
    /// @param about whose it is and where, as filters ask
    /// @param at since when, or from when
    /// @param data what is told of it
    private record Awaited(StreamEvent about, Instant at, Map<String, @Nullable Object> data) {

        static Awaited of(PullRequest pullRequest, Instant at, Map<String, @Nullable Object> late) {
            var key = pullRequest.key();
            var name = pullRequest.attributes().repositoryName();
            var author = pullRequest.progress().opened().actor();
            return of(
                    key.id(),
                    key.number(),
                    new StreamEvent(
                            at,
                            Topic.LATE.word(),
                            key.connection(),
                            key.repository(),
                            name == null ? null : name.value(),
                            author == null ? null : author.id(),
                            author == null ? null : author.login(),
                            ""),
                    at,
                    late);
        }

        static Awaited of(
                String id,
                long number,
                StreamEvent about,
                Instant at,
                Map<String, @Nullable Object> late) {
            var data = new LinkedHashMap<String, @Nullable Object>();
            data.put("id", id);
            data.put("connection", about.connection());
            data.put("repository", about.repositoryName());
            data.put("repositoryId", about.repository());
            data.put("number", number);
            data.putAll(late);
            return new Awaited(about, at, data);
        }

        Buffer frame(boolean late) {
            var told = new LinkedHashMap<>(data);
            told.put("late", late);
            return Frame.bytes(Topic.LATE.word(), null, Json.text(told));
        }

        boolean says(Awaited other) {
            return data.equals(other.data);
        }
    }

    /// Notes that somebody is to be told from now on.
    void joined(Filter filter) {
        if (filter.wantsLate()) {
            // What is told again to the others of the same filter does no harm.
            begun.add(filter);
        }
    }

    /// Notes what the log says of when pull requests become late.
    void hear(List<StreamLog.Entry> entries) {
        if (looking) {
            heard.addAll(entries);
        } else if (known != null) {
            entries.forEach(this::take);
        }
    }

    private void take(StreamLog.Entry entry) {
        var event = entry.event();
        if (event.event().equals("repository")) {
            // Some are gone.
            known = null;
        } else if (event.event().equals(Topic.PULL_REQUEST.word())) {
            var data = new JsonObject(event.data());
            var late = data.getJsonObject("late");
            var id = data.getString("id");
            if (late == null) {
                awaited.remove(id);
            } else {
                var about =
                        new StreamEvent(
                                event.at(),
                                Topic.LATE.word(),
                                event.connection(),
                                event.repository(),
                                event.repositoryName(),
                                event.author(),
                                event.authorLogin(),
                                "");
                awaited.put(
                        id,
                        Awaited.of(
                                id,
                                data.getLong("number"),
                                about,
                                late.getInstant("at"),
                                words(late)));
            }
        }
    }

    private static Map<String, @Nullable Object> words(JsonObject late) {
        return new LinkedHashMap<>(late.getMap());
    }

    /// Tells what has become late, and what no longer is.
    ///
    /// @param joined who is there; it may change while this looks
    void pulse(List<Subscriber> joined) {
        var filters = filters(joined);
        told.keySet().retainAll(filters);
        begun.retainAll(filters);
        if (filters.isEmpty()) {
            known = null;
            awaited.clear();
            return;
        }
        if (looking) {
            return;
        }
        looking = true;
        directories
                .now()
                .onComplete(
                        now -> {
                            if (known == now) {
                                goOn(joined, now);
                            } else {
                                lookAtAll(joined, now);
                            }
                        },
                        this::failed);
    }

    /// The directory comes first: what was written with an older one is committed by then, and so
    /// among what is open.
    private void lookAtAll(List<Subscriber> joined, Directory now) {
        reading.open()
                .onComplete(
                        open ->
                                Thread.ofVirtual()
                                        .start(() -> {
                                            var found = awaited(open, now);
                                            context.runOnContext(_ -> {
                                                awaited.clear();
                                                awaited.putAll(found);
                                                heard.removeIf(
                                                        one -> one.position() <= open.reached());
                                                goOn(joined, now);
                                            });
                                        }),
                        this::failed);
    }

    private static Map<String, Awaited> awaited(Reading.Open open, Directory directory) {
        var found = new HashMap<String, Awaited>();
        for (var tied : open.pullRequests()) {
            var one = tied.pullRequest();
            var due = directory.due(one);
            var late = TargetJson.late(due);
            if (due != null && late != null) {
                // As it is read from the log.
                var words = words(new JsonObject(Json.text(late)));
                found.put(one.key().id(), Awaited.of(one, due.at(), words));
            }
        }
        return found;
    }

    private void goOn(List<Subscriber> joined, Directory now) {
        known = now;
        looking = false;
        heard.forEach(this::take);
        heard.clear();
        for (var filter : filters(joined)) {
            tell(filter, now, joined);
        }
    }

    private void failed(Throwable why) {
        LOG.atDebug().setCause(why).log("what is late cannot be read");
        known = null;
        heard.clear();
        looking = false;
    }

    private void tell(Filter filter, Directory directory, List<Subscriber> joined) {
        var now = clock.instant();
        var late = new HashMap<String, Awaited>();
        awaited.forEach((id, one) -> {
            if (!one.at().isAfter(now) && filter.passes(one.about(), directory)) {
                late.put(id, one);
            }
        });
        var all = begun.remove(filter);
        var before = told.getOrDefault(filter, Map.of());
        told.put(filter, late);
        var frames = Buffer.buffer();
        before.forEach((id, one) -> {
            if (!late.containsKey(id)) {
                frames.appendBuffer(one.frame(false));
            }
        });
        late.forEach((id, one) -> {
            var known = before.get(id);
            if (all || known == null || !known.says(one)) {
                frames.appendBuffer(one.frame(true));
            }
        });
        if (frames.length() > 0) {
            joined.stream()
                    .filter(one -> one.filter().equals(filter))
                    .forEach(one -> one.write(frames));
        }
    }

    private static Set<Filter> filters(List<Subscriber> joined) {
        return joined.stream()
                .map(Subscriber::filter)
                .filter(Filter::wantsLate)
                .collect(Collectors.toSet());
    }
}
