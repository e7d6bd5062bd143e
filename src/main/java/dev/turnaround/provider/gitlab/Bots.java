package dev.turnaround.provider.gitlab;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which accounts are no humans. Webhooks do not say it of an account; its user name does.
///
/// In layers: the names that GitLab gives to the accounts behind access tokens and to service
/// accounts, its own bots, and a short list of others. A name is on the list only if nobody could
/// mistake it for a person's.
///
/// <https://docs.gitlab.com/user/project/settings/project_access_tokens/#bot-users-for-projects>
final class Bots {
    private static final Pattern TOKEN =
            Pattern.compile("(project|group)_\\d+_bot([_\\d].*)?|service_account_.+");

    /// In lower case. The organisation's own bots are configuration, not code.
    private static final Set<String> NAMES =
            Set.of(
                    "alert-bot",
                    "automation-bot",
                    "duo-code-review-bot",
                    "gitlab-bot",
                    "gitlab-security-bot",
                    "gitlabduo",
                    "migration-bot",
                    "security-bot",
                    "support-bot",
                    "visual-review-bot",
                    // Ordinary accounts of services that answer within seconds.
                    "dependabot",
                    "renovate-bot",
                    "snyk-bot");

    private Bots() {}

    static boolean is(String username) {
        var name = username.toLowerCase(Locale.ROOT);
        return TOKEN.matcher(name).matches() || NAMES.contains(name);
    }
}
