package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.json.Fields;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks for what a page refers to and does not tell: the words of the few notes that are needed for
/// what they say, and the numbers of accounts that they name.
final class Inquiry {
    /// GitLab takes queries of up to 10,000 characters and a complexity of 250.
    private static final int TEXTS_MAX = 60;

    private static final int USERS_MAX = 100;

    private final Graph graph;

    Inquiry(Graph graph) {
        this.graph = graph;
    }

    /// What these notes refer to.
    ///
    /// @param worded actions whose words are needed
    /// @param people those who are known already; more are added
    Known about(List<Remark> notes, Set<String> worded, People people) {
        var wanted = new ArrayList<Long>();
        for (var note : notes) {
            if (note.system() && note.action() != null && worded.contains(note.action())) {
                wanted.add(note.id());
            }
        }
        var texts = new HashMap<Long, String>();
        try {
            for (var from = 0; from < wanted.size(); from += TEXTS_MAX) {
                texts.putAll(
                        texts(wanted.subList(from, Math.min(wanted.size(), from + TEXTS_MAX))));
            }
        } catch (ApiFailure.Refused refused) {
            if (!refused.diagnosis().equals(Refusal.TOO_OLD)) {
                throw refused;
            }
            // Old versions do not give single notes: what needs their words stays unclear.
        }
        learn(names(texts.values(), people), people);
        return new Known(people, texts);
    }

    private Map<Long, String> texts(List<Long> notes) {
        var reply = graph.ask(Queries.texts(notes), new JsonObject(), Inquiry::texts);
        return reply.data() == null ? Map.of() : reply.data();
    }

    private static Map<Long, String> texts(Fields in) throws IOException {
        var texts = new LinkedHashMap<Long, String>();
        while (in.next()) {
            var note = Long.parseLong(in.name().substring(1));
            if (in.enter()) {
                while (in.next()) {
                    if (in.name().equals("body")) {
                        var text = in.passingText();
                        if (text != null) {
                            texts.put(note, text);
                        }
                    } else {
                        in.skip();
                    }
                }
            }
        }
        return texts;
    }

    /// The names in the texts whose numbers are not known.
    private static List<String> names(Collection<String> texts, People people) {
        var names = new LinkedHashSet<String>();
        for (var text : texts) {
            for (var listing :
                    new NoteText.@Nullable Listing[] {
                        NoteText.reviewers(text), NoteText.assignees(text)
                    }) {
                if (listing != null) {
                    names.addAll(listing.on());
                    names.addAll(listing.off());
                }
            }
            var fallen = NoteText.reset(text);
            if (fallen != null) {
                names.addAll(fallen);
            }
        }
        names.removeIf(name -> people.number(name) != null);
        return List.copyOf(names);
    }

    private void learn(List<String> names, People people) {
        for (var from = 0; from < names.size(); from += USERS_MAX) {
            var some = names.subList(from, Math.min(names.size(), from + USERS_MAX));
            var reply =
                    graph.ask(
                            Queries.USERS,
                            new JsonObject().put("names", new JsonArray(some)),
                            Inquiry::users);
            if (reply.data() != null) {
                people.add(reply.data());
            }
        }
    }

    private static List<User> users(Fields in) throws IOException {
        List<User> users = List.of();
        while (in.next()) {
            if (in.name().equals("users")) {
                var part = Told.part(in, Told::user);
                users = part == null ? users : part.items();
            } else {
                in.skip();
            }
        }
        return users;
    }
}
