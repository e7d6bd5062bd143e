package dev.turnaround.provider.jira;

import dev.turnaround.provider.HookGuide;
import dev.turnaround.provider.HookGuide.Event;
import dev.turnaround.provider.HookPlace.Scope;
import java.util.List;
import java.util.Map;

/// How a webhook of a site is made. By an administrator on Jira's pages: what an OAuth app
/// registers ends after 30 days and tells nothing of links and projects.
///
/// <https://developer.atlassian.com/cloud/jira/platform/webhooks/>
final class ByHand {
    static final HookGuide GUIDE =
            new HookGuide(
                    List.of(
                            new Event("jira:issue_created", "that an issue is made"),
                            new Event("jira:issue_updated", "stages, assignees and other fields"),
                            new Event("jira:issue_deleted", "that one is gone"),
                            new Event("comment_created", "comments"),
                            new Event("comment_updated", "comments that were edited"),
                            new Event("comment_deleted", "comments that were deleted"),
                            new Event("issuelink_created", "links between issues"),
                            new Event("issuelink_deleted", "links that were taken away"),
                            new Event("project_updated", "that a project is renamed")),
                    Map.of(
                            Scope.SITE,
                            List.of(
                                    "In Jira, as an administrator: Settings, System, WebHooks, Create"
                                            + " a WebHook.",
                                    "URL: the address. Secret: the webhook secret of the connection."
                                            + " Data Center signs nothing: give the connection a"
                                            + " webhook.urlSecret and put ?secret= and that behind"
                                            + " the address.",
                                    "Tick the events that are listed; a JQL filter such as project"
                                            + " in (ENG, KAN) keeps others away. Create.")));

    private ByHand() {}
}
