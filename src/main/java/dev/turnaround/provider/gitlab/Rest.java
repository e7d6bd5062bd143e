package dev.turnaround.provider.gitlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.http.Calls;
import dev.turnaround.provider.json.Fields;
import dev.turnaround.provider.json.Unreadable;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// GitLab's REST API, for what GraphQL does not tell.
///
/// <https://docs.gitlab.com/api/rest/>
final class Rest {
    static final int PER_PAGE = 100;

    private final Calls calls;

    Rest(Calls calls) {
        this.calls = calls;
    }

    /// A page of a list.
    ///
    /// @param rows how many elements it has, read or not
    record Rows<T>(List<T> items, int rows, Answer answer) {
        /// Whether a further page may follow. `x-total` is left out of long lists, and `Link` names
        /// an address that may not be the one by which we reach GitLab: a full page is sign enough.
        boolean full() {
            return rows >= PER_PAGE;
        }
    }

    /// Any answer, also a refusal.
    Answer get(String path) {
        return calls.send(Call.get("/api/v4" + path));
    }

    /// Any answer of what lies beside the API.
    Answer outside(String path) {
        return calls.send(Call.get(path));
    }

    /// A page of a list.
    <T> Rows<T> list(String path, Told.Element<T> element) {
        var answer = get(path);
        if (!answer.ok()) {
            throw Refusal.of(answer);
        }
        return rows(answer, element);
    }

    /// The page of a list that an answer is.
    static <T> Rows<T> rows(Answer answer, Told.Element<T> element) {
        var items = new ArrayList<T>();
        var rows = new int[1];
        read(
                answer,
                wrapped(answer.body()),
                in -> {
                    while (in.next()) {
                        if (in.enterList()) {
                            while (in.nextElement()) {
                                rows[0]++;
                                var item = element.of(in);
                                if (item != null) {
                                    items.add(item);
                                }
                            }
                        }
                    }
                    return true;
                });
        return new Rows<>(items, rows[0], answer);
    }

    /// What is read of an answer that is an object.
    static <T> T object(Answer answer, Fields.Projection<T> projection) {
        return read(answer, answer.body(), projection);
    }

    private static <T> T read(Answer answer, byte[] json, Fields.Projection<T> projection) {
        try {
            return Fields.read(json, Payload.DIALECT, projection);
        } catch (Unreadable unreadable) {
            var type = answer.header("content-type");
            throw type != null && type.contains("json")
                    ? new ApiFailure.Unreadable("REST: " + unreadable.reason())
                    : Refusal.notJson();
        }
    }

    /// The reader takes objects only.
    private static byte[] wrapped(byte[] list) {
        var object = new ByteArrayOutputStream(list.length + 12);
        object.writeBytes("{\"list\":".getBytes(UTF_8));
        object.writeBytes(list);
        object.writeBytes("}".getBytes(UTF_8));
        return object.toByteArray();
    }
}
