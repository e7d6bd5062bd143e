package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.http.Calls;
import dev.turnaround.provider.json.Fields;
import dev.turnaround.provider.json.Unreadable;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// GitLab's GraphQL. A 200 may carry errors: what is null beside an error is unknown, not empty.
///
/// <https://docs.gitlab.com/api/graphql/>
final class Graph {
    private final Calls calls;

    Graph(Calls calls) {
        this.calls = calls;
    }

    /// An answer.
    ///
    /// @param data null when there is none
    /// @param troubled whether anything in it went wrong
    /// @param at when it was given
    record Reply<T>(@Nullable T data, boolean troubled, Instant at) {}

    /// Asks.
    ///
    /// @throws ApiFailure.Refused also when the server does not know a field
    /// @throws ApiFailure.CursorExpired when it does not take the cursor
    <T> Reply<T> ask(String query, JsonObject variables, Fields.Projection<T> data) {
        var body = new JsonObject().put("query", query).put("variables", variables).encode();
        var answer = calls.send(Call.post("/api/graphql", body));
        if (!answer.ok()) {
            throw Refusal.of(answer);
        }
        return read(answer, data);
    }

    private static <T> Reply<T> read(Answer answer, Fields.Projection<T> data) {
        try {
            return Fields.read(
                    answer.body(),
                    Payload.DIALECT,
                    in -> {
                        T told = null;
                        var messages = new ArrayList<String>();
                        while (in.next()) {
                            switch (in.name()) {
                                case "data" -> told = in.enter() ? data.of(in) : null;
                                case "errors" -> messages.addAll(messages(in));
                                default -> in.skip();
                            }
                        }
                        judge(messages);
                        return new Reply<>(told, !messages.isEmpty(), answer.at());
                    });
        } catch (Unreadable unreadable) {
            throw isJson(answer)
                    ? new ApiFailure.Unreadable("GraphQL: " + unreadable.reason())
                    : Refusal.notJson();
        }
    }

    private static boolean isJson(Answer answer) {
        var type = answer.header("content-type");
        return type != null && type.contains("json");
    }

    private static List<String> messages(Fields in) throws IOException {
        var messages = new ArrayList<String>();
        if (!in.enterList()) {
            return messages;
        }
        while (in.nextElement()) {
            var message = "";
            if (in.enter()) {
                while (in.next()) {
                    switch (in.name()) {
                        case "message" -> {
                            var text = in.text();
                            message = text == null ? "" : text.toLowerCase(Locale.ROOT);
                        }
                        default -> in.skip();
                    }
                }
            }
            messages.add(message);
        }
        return messages;
    }

    /// What no smaller page would mend.
    private static void judge(List<String> messages) {
        for (var message : messages) {
            if (message.contains("doesn't exist on type")
                    || message.contains("doesn't accept argument")
                    || message.contains("isn't a defined input type")) {
                throw new ApiFailure.Refused(Refusal.TOO_OLD);
            }
            if (message.contains("cursor")) {
                throw new ApiFailure.CursorExpired();
            }
        }
    }
}
