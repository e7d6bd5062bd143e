package dev.turnaround.provider.bitbucket;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.http.Call;
import dev.turnaround.provider.http.Calls;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks Cloud's API for whole things: answers that are good, and lists to their end.
final class CloudClient implements AutoCloseable {
    /// A pull request with more has been left to a machine, and would never come to an end.
    private static final int PAGES_MAX = 400;

    private static final int BAD_REQUEST = 400;

    private final Calls calls;
    private final CloudRefusals refusals;

    CloudClient(Calls calls, CloudRefusals refusals) {
        this.calls = calls;
        this.refusals = refusals;
    }

    CloudRefusals refusals() {
        return refusals;
    }

    /// Any answer.
    Answer answer(String target) {
        return calls.send(Call.get(target));
    }

    /// Any answer to a call.
    Answer answer(Call call) {
        return calls.send(call);
    }

    /// Any answer to a call that is made once, whatever happens.
    Answer once(Call call) {
        return calls.once(call);
    }

    /// A good answer.
    ///
    /// @param asked what is asked for, in a few words
    /// @throws ApiFailure.Refused when it is none
    Answer get(String target, String asked) {
        var answer = answer(target);
        if (!answer.ok()) {
            throw refusals.of(answer, asked);
        }
        return answer;
    }

    /// A page that the caller comes back for.
    ///
    /// @param next the address that an earlier page gave; null for the first page
    /// @throws ApiFailure.CursorExpired when Bitbucket does not know that page any more
    Answer page(String first, @Nullable String next, String asked) {
        var answer = answer(next == null ? first : next);
        if (next != null && answer.status() == BAD_REQUEST) {
            throw new ApiFailure.CursorExpired();
        }
        if (!answer.ok()) {
            throw refusals.of(answer, asked);
        }
        return answer;
    }

    /// All pages of a list.
    ///
    /// @throws ApiFailure.Refused when one of them is no good
    <T> List<T> all(String first, String asked, CloudPage.Item<T> item) {
        var all = new ArrayList<T>();
        @Nullable String next = first;
        for (var pages = 0; next != null; pages++) {
            if (pages == PAGES_MAX) {
                throw new ApiFailure.Unreadable("a list of the " + asked + " without end");
            }
            var page = CloudPage.of(get(next, asked), item);
            all.addAll(page.values());
            next = page.next();
        }
        return all;
    }

    @Override
    public void close() {
        calls.close();
    }
}
