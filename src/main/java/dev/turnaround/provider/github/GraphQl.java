package dev.turnaround.provider.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.http.Calls;
import dev.turnaround.provider.json.Unreadable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// GitHub's GraphQL API. An answer may be a 200 and yet say that nothing was done, or that a part
/// is missing: no error in it is passed over.
///
/// <https://docs.github.com/en/graphql/guides/using-the-rest-and-graphql-apis>
final class GraphQl {
    private static final Set<String> TOO_MUCH =
            Set.of("MAX_NODE_LIMIT_EXCEEDED", "RESOURCE_LIMITS_EXCEEDED", "TIMEOUT");

    private final Calls calls;
    private final String address;
    private final Rates rates;
    private final InstantSource clock;

    GraphQl(Calls calls, URI address, Rates rates, InstantSource clock) {
        this.calls = calls;
        this.address = address.toString();
        this.rates = rates;
        this.clock = clock;
    }

    /// The files that hold the queries. Each is sent as a whole, with the name of the one that is
    /// meant.
    enum Document {
        PULL_REQUESTS("pull_requests.graphql"),
        ISSUES("issues.graphql"),
        TEAMS("teams.graphql"),
        EMAILS("emails.graphql");

        private final String text;

        Document(String file) {
            try (var in = GraphQl.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException("missing: " + file);
                }
                text = new String(in.readAllBytes(), UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final Set<String> COMMITS_DENIED =
            Set.of("FORBIDDEN", "INSUFFICIENT_SCOPES", "NOT_FOUND");

    /// What an answer held.
    ///
    /// @param data never absent
    /// @param faults what is missing from it
    /// @param at when it was given, by GitHub's clock
    record Told(Tree data, List<Fault> faults, Instant at) {

        /// The fault of a place in the data, or of something in or around it; null for none.
        @Nullable Fault within(List<String> place) {
            for (var fault : faults) {
                var shared = Math.min(fault.path().size(), place.size());
                if (fault.path().subList(0, shared).equals(place.subList(0, shared))) {
                    return fault;
                }
            }
            return null;
        }
    }

    /// What GitHub says about a part that it could not give.
    ///
    /// @param type its word for the kind; empty when it does not say
    /// @param path the part; empty for the whole
    record Fault(String type, List<String> path) {
        boolean notFound() {
            return type.equals("NOT_FOUND");
        }

        /// The fault in a few words, without content.
        String words() {
            return type.isEmpty() ? "GitHub could not tell it" : "GitHub says " + type;
        }
    }

    /// The variables of a query, to be filled.
    static ObjectNode variables() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// Asks, several times if GitHub stumbles.
    ///
    /// @throws ApiFailure when the whole of it failed
    Told ask(Document document, String operation, ObjectNode variables) {
        var told = told(calls.send(call(document, operation, variables)));
        if (told == null) {
            throw new ApiFailure.Away(operation + " is too much for GitHub");
        }
        return told;
    }

    /// Asks once. GitHub gives up on what takes it longer than ten seconds, and so it would again.
    ///
    /// @return null when it was too much for it, or it was away: ask for less
    @Nullable Told askOnce(Document document, String operation, ObjectNode variables) {
        try {
            return told(calls.once(call(document, operation, variables)));
        } catch (ApiFailure.Away away) {
            if (Thread.currentThread().isInterrupted()) {
                throw away;
            }
            return null;
        }
    }

    private Call call(Document document, String operation, ObjectNode variables) {
        var body = variables();
        body.put("query", document.text);
        body.put("operationName", operation);
        body.set("variables", variables);
        // Without it old objects have ids of the old form:
        // https://docs.github.com/en/graphql/guides/migrating-graphql-global-node-ids
        return Call.post(address, body.toString()).with("X-Github-Next-Global-ID", "1");
    }

    private @Nullable Told told(Answer answer) {
        if (!answer.ok()) {
            throw Refusals.of(answer);
        }
        try {
            var tree = Tree.of(answer.body());
            var faults = new ArrayList<Fault>();
            var errors = tree.at("errors");
            if (errors.present()) {
                for (var error : errors.list()) {
                    if (isOfCommits(error)) {
                        continue;
                    }
                    var fault = fault(error, answer);
                    if (fault == null) {
                        return null;
                    }
                    faults.add(fault);
                }
            }
            var data = tree.at("data");
            if (data.absent()) {
                throw new ApiFailure.Unreadable("an answer without data: " + words(faults));
            }
            return new Told(data, List.copyOf(faults), answer.at());
        } catch (Unreadable unreadable) {
            throw new ApiFailure.Unreadable(unreadable.reason());
        }
    }

    private static String words(List<Fault> faults) {
        return faults.isEmpty() ? "no reason given" : faults.getFirst().words();
    }

    /// Whether it only says that the token may not see commits, which needs a permission of its own
    /// (contents). All else of a pull request is there.
    private static boolean isOfCommits(Tree error) throws Unreadable {
        return error.at("type").present()
                && COMMITS_DENIED.contains(error.at("type").text())
                && path(error.at("path")).contains("commits");
    }

    /// One error; null when it says that the query was too much.
    ///
    /// @throws ApiFailure when it is about the whole answer, or about what a person must mend
    private @Nullable Fault fault(Tree error, Answer answer) throws Unreadable {
        var type = error.at("type").present() ? error.at("type").text() : "";
        var message = error.at("message").present() ? error.at("message").passing() : "";
        var code = error.at("extensions").at("code");
        if (type.equals("RATE_LIMITED") || Rates.speaksOfLimit(message)) {
            throw rates.limit(answer, clock.instant());
        }
        if (TOO_MUCH.contains(type)
                || message.startsWith("Something went wrong while executing your query")
                || message.startsWith("We couldn't respond to your request in time")) {
            return null;
        }
        if (error.at("extensions").at("saml_failure").node().asBoolean()) {
            throw new ApiFailure.Refused(Refusals.SAML);
        }
        var worded = Refusals.worded(message);
        if (worded != null) {
            throw new ApiFailure.Refused(worded);
        }
        if (type.equals("INSUFFICIENT_SCOPES")) {
            throw new ApiFailure.Refused(Refusals.scope());
        }
        if (type.equals("INVALID_CURSOR_ARGUMENTS")) {
            throw new ApiFailure.CursorExpired();
        }
        if (code.present() && code.node().asText().equals("undefinedField")) {
            throw new ApiFailure.Refused(Refusals.TOO_OLD);
        }
        return new Fault(type, path(error.at("path")));
    }

    private static List<String> path(Tree path) throws Unreadable {
        var steps = new ArrayList<String>();
        if (path.present()) {
            for (var step : path.list()) {
                steps.add(step.node().asText());
            }
        }
        return List.copyOf(steps);
    }
}
