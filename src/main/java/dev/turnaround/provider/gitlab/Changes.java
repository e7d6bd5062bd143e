package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an update says it changed, as far as it matters here. The old and new titles and
/// descriptions are among the rest; the titles are looked at for the mark of a draft.
///
/// @param toDraft whether it became a draft (true) or ready (false); null when it became neither
/// @param reviewersBefore,reviewersAfter the list of reviewers; null when it was not changed
/// @param assigneesAfter who has an issue from now on; null when that was not changed
record Changes(
        @Nullable Boolean toDraft,
        @Nullable List<User> reviewersBefore,
        @Nullable List<User> reviewersAfter,
        @Nullable List<User> assigneesAfter) {
    static final Changes NONE = new Changes(null, null, null, null);

    /// <https://docs.gitlab.com/user/project/merge_requests/drafts/>, and what older versions took
    private static final Pattern DRAFT_TITLE =
            Pattern.compile(
                    "\\s*(\\[(draft|wip)]|\\((draft|wip)\\)|(draft|wip):|draft - |wip ).*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    static Changes read(Fields in) throws IOException {
        if (!in.enter()) {
            return NONE;
        }
        Pair<Boolean> draft = null;
        Pair<Boolean> title = null;
        Pair<List<User>> reviewers = null;
        Pair<List<User>> assignees = null;
        while (in.next()) {
            switch (in.name()) {
                case "draft" -> draft = Pair.read(in, Fields::flag);
                case "title" -> title = Pair.read(in, Changes::marksDraft);
                case "reviewers" -> reviewers = Pair.read(in, User::list);
                case "assignees" -> assignees = Pair.read(in, User::list);
                default -> in.skip();
            }
        }
        return new Changes(
                toggled(draft == null ? title : draft),
                reviewers == null ? null : reviewers.before(),
                reviewers == null ? null : reviewers.after(),
                assignees == null ? null : assignees.after());
    }

    private static @Nullable Boolean marksDraft(Fields in) throws IOException {
        var title = in.passingText();
        return title == null ? null : DRAFT_TITLE.matcher(title).matches();
    }

    private static @Nullable Boolean toggled(@Nullable Pair<Boolean> draft) {
        if (draft == null || draft.before() == null || draft.after() == null) {
            return null;
        }
        return draft.before().equals(draft.after()) ? null : draft.after();
    }

    /// A value before and after, in either of the two shapes that GitLab has for it:
    /// `{"previous":…,"current":…}`, and for reviewers that are asked again, or have answered, a
    /// list of two.
    ///
    /// <https://docs.gitlab.com/user/project/integrations/webhook_events/#re-request-review-events>
    private record Pair<T>(@Nullable T before, @Nullable T after) {

        @FunctionalInterface
        interface Value<T> {
            @Nullable T read(Fields in) throws IOException;
        }

        static <T> @Nullable Pair<T> read(Fields in, Value<T> value) throws IOException {
            if (in.isList()) {
                return ofList(in, value);
            }
            if (!in.enter()) {
                return null;
            }
            T before = null;
            T after = null;
            while (in.next()) {
                switch (in.name()) {
                    case "previous" -> before = value.read(in);
                    case "current" -> after = value.read(in);
                    default -> in.skip();
                }
            }
            return new Pair<>(before, after);
        }

        private static <T> @Nullable Pair<T> ofList(Fields in, Value<T> value) throws IOException {
            T before = null;
            T after = null;
            if (in.enterList()) {
                for (var index = 0; in.nextElement(); index++) {
                    switch (index) {
                        case 0 -> before = value.read(in);
                        case 1 -> after = value.read(in);
                        default -> in.skip();
                    }
                }
            }
            return new Pair<>(before, after);
        }
    }
}
