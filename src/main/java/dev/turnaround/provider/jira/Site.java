package dev.turnaround.provider.jira;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.http.Calls;
import dev.turnaround.provider.json.Dialect;
import dev.turnaround.provider.json.Fields;
import dev.turnaround.provider.json.Unreadable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A site, reached on the way on which it accepts the credentials.
///
/// @param kind what it says of itself
/// @param gateway whether it is reached through Atlassian's gateway, as tokens with scopes want it
/// @param address where people look at issues, without a slash at its end; null when it does not
///   say
record Site(Calls calls, Kind kind, boolean gateway, @Nullable String address)
        implements AutoCloseable {

    /// Texts that are looked at, as in deliveries; and times that may be numbers.
    static final Dialect DIALECT = new Dialect(1_000_000, Times.WRITTEN);

    /// Which of the two products it is.
    enum Kind {
        CLOUD,
        DATA_CENTER
    }

    /// The answer to a call, whatever it says.
    Answer send(Call call) {
        return calls.send(call);
    }

    /// The same, never asked twice.
    Answer once(Call call) {
        return calls.once(call);
    }

    /// The answer to a call.
    ///
    /// @throws ApiFailure when it is none to the question
    Answer ask(Call call) {
        return good(send(call), call);
    }

    /// The answer, if it is one to the question.
    static Answer good(Answer answer, Call call) {
        if (!answer.ok() || Refusals.isUnauthenticated(answer) || Refusals.isPage(answer)) {
            throw Refusals.of(answer, call.toString());
        }
        return answer;
    }

    /// Reads an answer that is an object.
    static <T> T read(Answer answer, Fields.Projection<T> projection) {
        return read(answer.body(), projection);
    }

    /// Reads an answer that is a list, as the field `all` of an object.
    static <T> T readList(Answer answer, Fields.Projection<T> projection) {
        var head = new byte[] {'{', '"', 'a', 'l', 'l', '"', ':'};
        var body = answer.body();
        var whole = Arrays.copyOf(head, head.length + body.length + 1);
        System.arraycopy(body, 0, whole, head.length, body.length);
        whole[whole.length - 1] = '}';
        return read(whole, projection);
    }

    private static <T> T read(byte[] body, Fields.Projection<T> projection) {
        try {
            return Fields.read(body, DIALECT, projection);
        } catch (Unreadable unreadable) {
            throw new ApiFailure.Unreadable(unreadable.reason());
        }
    }

    @Override
    public void close() {
        calls.close();
    }
}
