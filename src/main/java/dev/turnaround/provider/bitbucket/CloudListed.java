package dev.turnaround.provider.bitbucket;

import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A pull request as the API's list has it.
///
/// @param comments how many it has; null when that is not told
/// @param standing what the verdict of each participant is now, by their identity: `approved`,
///   `changes_requested` or empty for none; null when that is not told
/// @param mergeCommit the commit that it was merged by, or null
record CloudListed(
        Snapshot shown,
        @Nullable Long comments,
        @Nullable Map<String, String> standing,
        @Nullable String mergeCommit) {

    /// What an item of the list is.
    sealed interface Item {}

    /// One that could be read.
    record Read(CloudListed pull) implements Item {}

    /// One that could not.
    ///
    /// @param number its number; null when not even that is there
    record Unread(@Nullable Long number, String reason) implements Item {}

    /// Reads one item, and takes the faults in it along.
    static Item read(Fields in) throws IOException {
        if (!in.enter()) {
            in.takeFault();
            return new Unread(null, "a pull request is no object");
        }
        return entered(in);
    }

    /// As [#read], of one that has been entered.
    static Item entered(Fields in) throws IOException {
        var more = new More();
        var walked = CloudPullRequest.entered(in, more::take);
        var shown = walked.snapshot(in);
        var fault = in.takeFault();
        return shown == null || fault != null
                ? new Unread(walked.id(), fault == null ? "it is not complete" : fault)
                : new Read(new CloudListed(shown, more.comments, more.standing, more.mergeCommit));
    }

    /// What webhooks are not asked for.
    private static final class More {
        private @Nullable Long comments;
        private @Nullable Map<String, String> standing;
        private @Nullable String mergeCommit;

        void take(Fields in) throws IOException {
            switch (in.name()) {
                case "comment_count" -> comments = in.count();
                case "participants" -> participants(in);
                case "merge_commit" -> mergeCommit = CloudPullRequest.commit(in);
                default -> in.skip();
            }
        }

        private void participants(Fields in) throws IOException {
            if (!in.enterList()) {
                return;
            }
            var verdicts = new HashMap<String, String>();
            while (in.nextElement()) {
                participant(in, verdicts);
            }
            standing = verdicts;
        }

        private static void participant(Fields in, Map<String, String> verdicts)
                throws IOException {
            if (!in.enter()) {
                return;
            }
            String user = null;
            String state = null;
            while (in.next()) {
                switch (in.name()) {
                    case "user" -> {
                        var account = CloudPayload.account(in);
                        user = account == null ? null : account.id();
                    }
                    case "state" -> state = in.text();
                    default -> in.skip();
                }
            }
            if (user != null) {
                verdicts.put(user, state == null ? "" : state);
            }
        }
    }
}
