package dev.turnaround.provider.http;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers that need not be given again as long as they are the same: asking with their tag is
/// cheaper, and with some providers free.
/// <https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate>
///
/// Thread safety: none needed, since calls take turns.
final class Etags {
    private static final int ANSWERS_MAX = 256;
    private static final int BODY_BYTES_MAX = 256 * 1024;
    private static final int NOT_MODIFIED = 304;

    private final JsonFactory json = new JsonFactory();
    private final Map<String, Answer> answers =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
                    return size() > ANSWERS_MAX;
                }
            };

    /// The tag of what an address answered before; null when there is none.
    @Nullable String tag(String address) {
        var known = answers.get(address);
        return known == null ? null : known.header("etag");
    }

    /// The answer, or the earlier one that it says is still good.
    Answer resolved(String address, Answer answer) {
        if (answer.status() == NOT_MODIFIED) {
            var known = answers.get(address);
            return known == null ? answer : known.at(answer.at());
        }
        if (answer.ok()
                && answer.header("etag") != null
                && answer.body().length <= BODY_BYTES_MAX
                && whole(answer.body())) {
            answers.put(address, answer);
        } else {
            answers.remove(address);
        }
        return answer;
    }

    /// Whether it is JSON from beginning to end. One that something on the way has cut short would
    /// be unreadable for as long as the provider says that it is still good.
    private boolean whole(byte[] body) {
        try (var tokens = json.createParser(body)) {
            if (tokens.nextToken() == null) {
                return false;
            }
            tokens.skipChildren();
            return tokens.nextToken() == null;
        } catch (IOException cut) {
            return false;
        }
    }
}
