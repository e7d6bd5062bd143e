package dev.turnaround.provider.gitlab;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the objects of a body are about: a merge request, an issue and a note all stand under
/// `object_attributes`, and the description of a note is its text, which must not even be looked
/// at.
enum Shape {
    MERGE_REQUEST,
    ISSUE,
    NOTE,
    /// An instance's own hooks all have one header; only the body tells them apart.
    /// <https://docs.gitlab.com/administration/system_hooks/>
    SYSTEM;

    /// By `X-Gitlab-Event`. Work items other than issues come as issues do; some receivers know
    /// them under a name of their own as well, which costs nothing to take.
    private static final Map<String, Shape> BY_EVENT =
            Map.of(
                    "Merge Request Hook", MERGE_REQUEST,
                    "Issue Hook", ISSUE,
                    "Confidential Issue Hook", ISSUE,
                    "Work Item Hook", ISSUE,
                    "Confidential Work Item Hook", ISSUE,
                    "Note Hook", NOTE,
                    "Confidential Note Hook", NOTE,
                    "System Hook", SYSTEM);

    /// The shape of an event's bodies; null when they are not read.
    static @Nullable Shape of(String event) {
        return BY_EVENT.get(event);
    }

    /// Whether a body that says to be of this kind is read.
    boolean has(String kind) {
        return switch (this) {
            case MERGE_REQUEST -> kind.equals("merge_request");
            case ISSUE -> kind.equals("issue") || kind.equals("work_item");
            case NOTE -> kind.equals("note");
            case SYSTEM ->
                    switch (kind) {
                        case "merge_request",
                                "project_rename",
                                "project_transfer",
                                "project_update" ->
                                true;
                        default -> false;
                    };
        };
    }
}
