package dev.turnaround.provider.gitlab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What GitLab itself writes about an act, where the kind of note alone does not tell it. The words
/// are those of `SystemNoteService`; an instance whose language is not English may write others,
/// which are not understood, and then nothing is said to be complete.
///
/// <https://docs.gitlab.com/user/project/system_notes/>
final class NoteText {
    private static final Pattern NAME = Pattern.compile("@([\\w.-]*\\w)");

    private NoteText() {}

    /// People taken on and off a list, by user name.
    ///
    /// @param unapproved whether those who are taken on lost their approval with it
    record Listing(List<String> on, List<String> off, boolean unapproved) {}

    /// What became of the draft by a note about the title.
    enum Title {
        DRAFT,
        READY,
        RENAMED
    }

    /// Of a note about the title; null when it is not understood.
    static @Nullable Title title(String text) {
        var words = text.replace("*", "").strip().toLowerCase(Locale.ROOT);
        if (words.startsWith("marked this merge request as draft")
                || words.startsWith("marked as a work in progress")) {
            return Title.DRAFT;
        }
        if (words.startsWith("marked this merge request as ready")
                || words.startsWith("unmarked this merge request as a work in progress")
                || words.startsWith("unmarked as a work in progress")) {
            return Title.READY;
        }
        return words.startsWith("changed title from") ? Title.RENAMED : null;
    }

    /// Of a note about reviewers, such as `requested review from @ada and removed review request
    /// for @bob`; null when it is not understood.
    static @Nullable Listing reviewers(String text) {
        return listing(text, "requested review from", "removed review request for");
    }

    /// Of a note about assignees, such as `assigned to @ada and unassigned @bob`; null when it is
    /// not understood.
    static @Nullable Listing assignees(String text) {
        return listing(text, "assigned to", "unassigned");
    }

    /// Whose approvals a push took back: `reset approvals from @ada and @bob by pushing to the
    /// branch`; null when it is not understood.
    static @Nullable List<String> reset(String text) {
        var words = "reset approvals from";
        var names =
                text.startsWith(words) ? names(text.substring(words.length())) : List.<String>of();
        return names.isEmpty() ? null : names;
    }

    private static @Nullable Listing listing(String text, String onWords, String offWords) {
        var off = text.indexOf(offWords);
        var on = text.indexOf(onWords);
        if (on < 0 && off < 0) {
            return null;
        }
        var onNames = on < 0 ? "" : text.substring(on, off > on ? off : text.length());
        var offNames = off < 0 ? "" : text.substring(off, on > off ? on : text.length());
        var listing =
                new Listing(names(onNames), names(offNames), text.contains("removed approval"));
        return listing.on().isEmpty() && listing.off().isEmpty() ? null : listing;
    }

    private static List<String> names(String text) {
        var names = new ArrayList<String>();
        var matcher = NAME.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
